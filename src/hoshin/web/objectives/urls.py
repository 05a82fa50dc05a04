from django.urls import path

from hoshin.web.objectives import views

urlpatterns = [
    path("objectives", views.index, name="objectives"),
    path("objectives/<path:code>/history", views.history, name="objective_history"),
    path("objectives/<path:code>", views.show, name="objective"),
]
