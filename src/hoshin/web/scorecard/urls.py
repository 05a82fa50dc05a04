from django.urls import path

from hoshin.web.scorecard import views

urlpatterns = [
    path("", views.show, name="scorecard"),
    path("scorecard.csv", views.sheet, name="scorecard_csv"),
    path("scorecard/units", views.units, name="scorecard_units"),
]
