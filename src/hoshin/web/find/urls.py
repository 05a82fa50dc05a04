from django.urls import path

from hoshin.web.find import views

urlpatterns = [path("find", views.show, name="find")]
