from django.urls import path

from hoshin.web.coach import views

urlpatterns = [path("coach", views.show, name="coach")]
