from django.urls import path

from hoshin.web.agreements import cascading, expectations, proposing, talk, unit, views

urlpatterns = [
    path("agreements", views.index, name="agreements"),
    path("agreements/new", proposing.new, name="propose"),
    path("agreements/choices", cascading.choices, name="cascade_choices"),
    path("agreements/expectations", expectations.show, name="expectations"),
    path("agreements/in-unit/<path:code>", unit.show, name="expectations_of_unit"),
    path("agreements/cascade/<path:code>/lines", cascading.lines, name="cascade_lines"),
    path("agreements/cascade/<path:code>", cascading.cascade_from, name="cascade"),
    path("agreements/goal/<path:code>", views.agreed, name="agreed_terms"),
    path("agreements/<int:pk>", talk.show, name="proposal"),
    path("agreements/<int:pk>/change", proposing.change, name="proposal_change"),
    path("agreements/<int:pk>/<str:move>", talk.move, name="proposal_move"),
]
