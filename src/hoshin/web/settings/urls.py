from django.urls import path

from hoshin.web.settings import views

urlpatterns = [path("settings", views.organisation_settings, name="organisation_settings")]
