from django.urls import path

from hoshin.web.together import views

urlpatterns = [path("table/<slug:kind>", views.table, name="together")]
