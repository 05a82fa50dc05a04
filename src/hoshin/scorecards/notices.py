"""What people are told about scorecards: which values are due of them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.measures.models import Measure
from hoshin.measures.policies import MeasureRight, measures_supplied_by, suppliers
from hoshin.notices.kinds import NoticeKind, OwedFacts
from hoshin.scorecards.selectors import values_due


def _measures_asked(actor: Actor) -> QuerySet[Measure]:
    found = measures_supplied_by(actor).filter(formula="")
    return found if actor.has(MeasureRight.RECORD_OWN) else found.none()


def _values_due(actor: Actor) -> OwedFacts | None:
    count, late = values_due(actor)
    return {"count": count, **({"late": late} if late else {})} if count else None


VALUES_DUE = NoticeKind(
    "values_due",
    _("Values that are due of you"),
    wording(
        "values_due",
        _("%(count)s values are due of you, %(late)s of them late"),
        _("%(count)s values are due of you"),
        of_one=_("One value is due of you"),
    ),
    "values",
    right=MeasureRight.RECORD_OWN,
    owed=_values_due,
    owing=suppliers,
    rests_on=_measures_asked,
)
KINDS = (VALUES_DUE,)
