from django.urls import path

from hoshin.web.strategy_map import link_tests, views

urlpatterns = [
    path("map", views.show, name="strategy_map"),
    path("map/order", views.order, name="map_order"),
    path("map/order/own", views.own_order, name="map_own_order"),
    path("map/links", views.add_link, name="map_link_add"),
    path("map/links/<int:link_id>", views.edit_link, name="map_link"),
    path("map/links/<int:link_id>/data", link_tests.show_link, name="map_link_data"),
    path("map/links/<int:link_id>/remove", views.remove_link, name="map_link_remove"),
]
