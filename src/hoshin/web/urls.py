"""Every slice with a `urls.py` has its pages."""

from django.urls import include, path

from hoshin.web.slices import modules_of_slices

urlpatterns = [path("", include(module)) for module in modules_of_slices("urls")]
