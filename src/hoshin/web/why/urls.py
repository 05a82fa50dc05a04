from django.urls import path

from hoshin.web.why import by_units, views

urlpatterns = [
    path("why/<int:node>", views.show, name="why"),
    path("why/<int:node>/units", by_units.show, name="why_units"),
    path("why/<int:node>/override", views.override, name="override"),
    path("why/<int:node>/override/withdraw", views.withdraw, name="override_withdraw"),
]
