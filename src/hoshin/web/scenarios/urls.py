from django.urls import path

from hoshin.web.scenarios import adopting, keeping, views

urlpatterns = [
    path("what-if", views.ask, name="what_if"),
    path("what-if/levers", views.levers_list, name="what_if_levers"),
    path("scenarios", views.index, name="scenarios"),
    path("scenarios/new", keeping.new, name="scenario_new"),
    path("scenarios/compare", views.compare, name="scenarios_compared"),
    path("scenarios/<str:code>", views.show, name="scenario"),
    path("scenarios/<str:code>/marks", views.marks, name="scenario_marks"),
    path("scenarios/<str:code>/edit", keeping.edit, name="scenario_edit"),
    path("scenarios/<str:code>/remove", keeping.remove, name="scenario_remove"),
    path("scenarios/<str:code>/adopt", adopting.adopt, name="scenario_adopt"),
]
