from django.urls import path

from hoshin.web.settings import views

urlpatterns = [
    path("settings", views.organisation_settings, name="organisation_settings"),
    path("settings/check-ins", views.check_in_settings, name="check_in_settings"),
]
