from django.urls import path

from hoshin.web.actions import accepting, carrying, on_thing, recovering, views, writing

urlpatterns = [
    path("actions", views.index, name="actions"),
    path("actions/unanswered", on_thing.unanswered, name="actions_unanswered"),
    path("actions/on/<str:kind>/<str:code>/<str:period>", on_thing.section, name="actions_on"),
    path("actions/new/<str:kind>/<str:code>/<str:period>", writing.new, name="action_new"),
    path("actions/<str:code>", views.show, name="action"),
    path("actions/<str:code>/edit", writing.edit, name="action_edit"),
    path("actions/<str:code>/state", carrying.state, name="action_state"),
    path("actions/<str:code>/drop", carrying.drop, name="action_drop"),
    path("actions/<str:code>/check", carrying.check, name="action_check"),
    path("actions/<str:code>/history", views.history, name="action_history"),
    path("recoveries/<str:kind>/<str:code>/<str:period>", recovering.draft, name="recovery"),
    path("deviations/new/<str:kind>/<str:code>", accepting.accept, name="deviation_new"),
    path("deviations/<int:number>/withdraw", accepting.withdraw, name="deviation_withdraw"),
]
