from django.urls import path

from hoshin.web.home import views

urlpatterns = [
    path("home", views.show, name="home"),
    path("home/owed", views.owed, name="home_owed"),
    path("home/<slug:code>", views.part, name="home_part"),
]
