from django.urls import path

from hoshin.web.side_by_side import holdings, views, weights

urlpatterns = [
    path("side-by-side", views.show, name="side_by_side"),
    path("plan/<int:plan_id>/units", holdings.show, name="holdings"),
    path("plan/<int:plan_id>/units/<int:holding_id>/remove", holdings.remove, name="holding_remove"),
    path("plan/<int:plan_id>/weights/<str:unit>", weights.show, name="unit_weights"),
]
