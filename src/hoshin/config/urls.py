"""The addresses of all faces, and what answers where something broke before or behind a view."""

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.defaults import page_not_found, server_error

from hoshin.api.api import api
from hoshin.api.errors import broken
from hoshin.base.faults import foreseen
from hoshin.web.errors import translated
from hoshin.web.languages import speak_to

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("hoshin.mcp.urls")),
    path("", include("hoshin.web.urls")),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Where there is no view, nobody has asked yet which language to speak."""
    if request.user.is_authenticated:
        speak_to(request.user)
    return page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    """Also where the database is away before a view is called: whoever signs in is looked up there."""
    error = sys.exc_info()[1]
    if request.path.startswith("/api/"):
        return broken(error)
    found = None if error is None else foreseen(error)
    return server_error(request) if found is None else translated(request, found)
