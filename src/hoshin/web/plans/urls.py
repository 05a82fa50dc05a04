from django.urls import path

from hoshin.web.plans import branches, choices, details, periods, rows, views

urlpatterns = [
    path("plan", views.show, name="plan_edit"),
    path("plan/new", details.new_plan, name="plan_new"),
    path("plan/<int:plan_id>/settings", details.settings, name="plan_settings"),
    path("plan/<int:plan_id>/periods", periods.show, name="plan_periods"),
    path("plan/<int:plan_id>/periods/<str:period>/close", periods.close, name="plan_period_close"),
    path("plan/<int:plan_id>/periods/<str:period>/reopen", periods.reopen, name="plan_period_reopen"),
    path("plan/branch/<str:kind>/<int:pk>", branches.show, name="plan_branch"),
    path("plan/name/<str:kind>/<int:pk>", rows.name, name="plan_name"),
    path("plan/weight/<str:kind>/<int:pk>", rows.weight, name="plan_weight"),
    path("plan/order/<str:kind>/<int:pk>", rows.order, name="plan_order"),
    path("plan/add/<str:kind>/<int:pk>", rows.add, name="plan_add"),
    path("plan/remove/<str:kind>/<int:pk>", rows.remove, name="plan_remove"),
    path("plan/details/<str:kind>/<int:pk>", details.edit, name="plan_details"),
    path("plan/check/<str:kind>/<int:pk>/<str:field>", details.check, name="plan_check"),
    path("plan/choices/<str:kind>", choices.show, name="plan_choices"),
]
