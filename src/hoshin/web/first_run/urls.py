from django.urls import path

from hoshin.web.first_run import views

urlpatterns = [
    path("first-run", views.first_run, name="first_run"),
    path("first-steps", views.first_steps, name="first_steps"),
    path("first-steps/demo", views.first_run_demo, name="first_run_demo"),
]
