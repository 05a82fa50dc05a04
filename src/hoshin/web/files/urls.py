from django.urls import path

from hoshin.web.files import views

urlpatterns = [
    path("files/<slug:kind>/<int:number>/content", views.fetch, name="file_content"),
    path("files/<slug:kind>/<int:number>/remove", views.remove, name="file_remove"),
    path("files/<slug:kind>/<path:code>", views.show, name="files"),
]
