from django.urls import path

from hoshin.web.goals import alignment, closing, cycles, library, person, signals, unit, views, writing

urlpatterns = [
    path("goals", views.index, name="goals"),
    path("goals/new", writing.new, name="goal_new"),
    path("goals/of/<path:code>", person.show, name="goals_of_person"),
    path("goals/of-unit/<path:code>", unit.show, name="goals_of_unit"),
    path("goals/library", library.index, name="goal_library"),
    path("alignment", alignment.index, name="alignment"),
    path("alignment/gaps", alignment.gaps, name="alignment_gaps"),
    path("alignment/below/<path:code>", alignment.below, name="alignment_below"),
    path("goals/signals", signals.show, name="goal_signals"),
    path("goals/shares", writing.shares, name="goal_shares"),
    path("goals/<path:code>/edit", writing.edit, name="goal_edit"),
    path("goals/<path:code>/drop", writing.drop, name="goal_drop"),
    path("cycles", cycles.index, name="cycles"),
    path("cycles/<int:pk>", closing.show, name="cycle"),
    path("cycles/<int:pk>/close", closing.close, name="cycle_close"),
    path("cycles/<int:pk>/reopen", closing.reopen, name="cycle_reopen"),
    path("cycles/<int:pk>/change", cycles.change, name="cycle_change"),
    path("cycles/<int:pk>/remove", cycles.remove, name="cycle_remove"),
]
