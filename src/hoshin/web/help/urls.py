from django.urls import path

from hoshin.web.help import views

urlpatterns = [
    path("help", views.show, name="help", kwargs={"page": "README"}),
    path("help/<path:page>", views.show, name="help_page"),
]
