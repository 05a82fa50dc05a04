from django.urls import include, path

from hoshin.api.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("hoshin.web.urls")),
]
