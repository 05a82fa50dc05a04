from django.urls import path

from hoshin.web.organisation import (
    directory,
    handing_over,
    holidays,
    movements,
    people,
    relations,
    reporting,
    units,
    views,
)

urlpatterns = [
    path("organisation", views.show, name="organisation"),
    path("people", directory.show, name="people"),
    path("organisation/new-unit", units.add, name="unit_new"),
    path("organisation/new-person", people.add, name="person_new"),
    path("organisation/unit/<int:pk>/edit", units.edit, name="unit_edit"),
    path("organisation/unit/<int:pk>/remove", units.remove, name="unit_remove"),
    path("organisation/person/<int:pk>/edit", people.edit, name="person_edit"),
    path("organisation/movements", movements.show, name="movements"),
    path("organisation/reporting", reporting.show, name="reporting"),
    path("organisation/leavers", handing_over.leavers, name="leavers"),
    path("organisation/person/<int:pk>/hand-over", handing_over.hand, name="person_hand_over"),
    path("organisation/person/<int:pk>/remove", people.remove, name="person_remove"),
    path("organisation/holidays", holidays.show, name="holidays"),
    path("organisation/holidays/<int:pk>/remove", holidays.remove, name="holiday_remove"),
    path("organisation/relations", relations.show, name="relations"),
    path("organisation/relations/<int:pk>/end", relations.end, name="relation_end"),
    path("organisation/units/<path:code>", units.show, name="unit"),
    path("organisation/people/<path:code>", people.show, name="person"),
]
