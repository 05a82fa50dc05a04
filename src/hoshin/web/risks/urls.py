from django.urls import path

from hoshin.web.risks import categories, tables, views, writing

urlpatterns = [
    path("risks", views.index, name="risks"),
    path("risks/new", writing.new, name="risk_new"),
    path("risks/for/<int:pk>", views.for_objective, name="objective_risks"),
    path("risks/categories", categories.index, name="risk_categories"),
    path("risks/categories/new", categories.new, name="risk_category_new"),
    path("risks/categories/<int:pk>/remove", categories.remove, name="risk_category_remove"),
    path("risks/categories/<path:code>", categories.show, name="risk_category"),
    path("risks/<int:pk>/edit", writing.edit, name="risk_edit"),
    path("risks/<int:pk>/assess", writing.assess, name="risk_assess"),
    path("risks/<int:pk>/controls", tables.save_controls, name="risk_controls"),
    path("risks/<int:pk>/indicators", tables.save_indicators, name="risk_indicators"),
    path("risks/<int:pk>/close", writing.close, name="risk_close"),
    path("risks/<int:pk>/reopen", writing.reopen, name="risk_reopen"),
    path("risks/<int:pk>/remove", writing.remove, name="risk_remove"),
    path("risks/<int:pk>/history", views.history, name="risk_history"),
    path("risks/<path:code>", views.show, name="risk"),
]
