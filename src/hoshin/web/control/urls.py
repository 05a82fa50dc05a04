from django.urls import path

from hoshin.web.control import views

urlpatterns = [path("measures/<path:code>/control", views.show, name="measure_control")]
