from django.urls import path

from hoshin.mcp.http import endpoint

urlpatterns = [path("mcp", endpoint, name="mcp")]
