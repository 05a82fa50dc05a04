from django.urls import path

from hoshin.web.desk import views

urlpatterns = [
    path("favourites", views.show, name="desk"),
    path("favourites/first", views.first, name="desk_first"),
    path("favourites/<slug:kind>/<int:pk>", views.set_star, name="star"),
    path("views", views.menu, name="desk_menu"),
    path("views/new", views.save, name="view_save"),
    path("views/<int:view_id>", views.open_view, name="saved_view"),
    path("views/<int:view_id>/change", views.change, name="view_change"),
    path("views/<int:view_id>/remove", views.remove, name="view_remove"),
]
