from django.urls import path

from hoshin.web.values import views

urlpatterns = [path("values", views.show, name="values")]
