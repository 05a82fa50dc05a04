"""What is held of a person because their data were put together, or erased."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.personal_data import AtErasure, Exported, PersonalData
from hoshin.personal.models import DataExport, Erasure

_TRACE = _("that somebody was erased, and when, stays as evidence that it was done")

PERSONAL_DATA = (
    PersonalData(
        model=DataExport,
        by="person",
        label=_("Exports of their data"),
        at_erasure=AtErasure.REMOVED,
        without=("key", "job"),
    ),
    PersonalData(
        model=DataExport,
        by="user",
        label=_("Exports of their data by user"),
        at_erasure=AtErasure.REMOVED,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=DataExport,
        by="asker",
        label=_("Exports of data of others that they asked for"),
        at_erasure=AtErasure.KEPT,
        why=_TRACE,
        names=("asked_by",),
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=Erasure,
        by="person",
        label=_("Their erasure"),
        at_erasure=AtErasure.KEPT,
        why=_TRACE,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=Erasure,
        by="user",
        label=_("The erasure of their user"),
        at_erasure=AtErasure.KEPT,
        why=_TRACE,
        exported=Exported.NEVER,
    ),
    PersonalData(
        model=Erasure,
        by="asker",
        label=_("Erasures that they asked for"),
        at_erasure=AtErasure.KEPT,
        why=_TRACE,
        names=("asked_by",),
        exported=Exported.NEVER,
    ),
)
