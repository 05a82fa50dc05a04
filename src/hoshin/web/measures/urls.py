from django.urls import path

from hoshin.web.measures import across_units, recording, targets, views

urlpatterns = [
    path("measures", views.index, name="measures"),
    path("measures/across-units", across_units.show, name="across_units"),
    path("measures/<path:code>/values/<str:period>", recording.edit, name="measure_value"),
    path("measures/<path:code>/values/<str:period>/row", recording.row, name="measure_value_row"),
    path("measures/<path:code>/values/<str:period>/history", recording.history, name="measure_value_history"),
    path("measures/<path:code>/values/<str:period>/withdraw", recording.withdraw, name="measure_value_withdraw"),
    path("measures/<path:code>/values/<str:period>/restore", recording.restore, name="measure_value_restore"),
    path("measures/<path:code>/record", recording.record, name="measure_record"),
    path("measures/<path:code>/targets", targets.sheet, name="measure_targets"),
    path("measures/<path:code>/targets/preview", targets.preview, name="measure_targets_preview"),
    path("measures/<path:code>/chart", views.chart, name="measure_chart"),
    path("measures/<path:code>/history", views.history, name="measure_history"),
    path("measures/<path:code>", views.show, name="measure"),
]
