from django.urls import path

from hoshin.web.breakdowns import views

urlpatterns = [
    path("measures/<path:code>/by", views.short, name="breakdowns"),
    path("measures/<path:code>/by/<str:dimension>", views.show, name="breakdown"),
]
