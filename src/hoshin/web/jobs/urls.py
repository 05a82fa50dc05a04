from django.urls import path

from hoshin.web.jobs import views

urlpatterns = [
    path("jobs", views.jobs, name="jobs"),
    path("jobs/<int:number>/stop", views.stop, name="job_stop"),
    path("jobs/<int:number>/again", views.again, name="job_again"),
]
