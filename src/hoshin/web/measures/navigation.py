"""Where the measures stand, and what the palette offers to do with them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.measures.policies import MeasureRight, measures_recordable_by
from hoshin.web.navigation import Deed, RailPage, ThingDeed


def _recordable(actor: Actor, numbers: list[int]) -> set[int]:
    return set(measures_recordable_by(actor).filter(pk__in=numbers).values_list("pk", flat=True))


PAGES = (
    RailPage(
        "measures",
        _("Measures"),
        "measures",
        Right.SEE,
        40,
        belongs=("measure", "breakdown", "breakdown_values", "dimension"),
        also=_("indicators KPI"),
        help="explanation/scores",
    ),
)
DEEDS = (
    Deed("measures", _("Late measures"), Right.SEE, 3, _("late overdue missing values"), (("status", "late"),)),
    Deed("measures", _("Measures off track"), Right.SEE, 4, _("off track red"), (("status", "off_track"),)),
)
THING_DEEDS = (
    ThingDeed(
        "measure_record",
        _("Record a value of %(name)s"),
        _("record enter value"),
        MeasureRight.RECORD_OWN,
        10,
        "measure",
        only=_recordable,
    ),
    ThingDeed("measure_targets", _("Targets of %(name)s"), _("targets"), Right.EDIT_PLAN, 20, "measure"),
    ThingDeed("measure_history", _("Who changed %(name)s"), _("history changes who"), Right.SEE, 40, "measure"),
)
