"""How measures, targets and actuals stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Appended, Tracked
from hoshin.measures import taking_back
from hoshin.measures.models import Actual, LimitsReset, Measure, PastDefinition, Target, WaitingValue
from hoshin.measures.policies import (
    MeasureRight,
    actuals_visible_to,
    limits_resets_visible_to,
    measures_visible_to,
    past_definitions_visible_to,
    targets_visible_to,
    waiting_values_visible_to,
)

TRACKED = (
    Tracked(
        model=Measure,
        label=_("Measure"),
        named_by=("code", "name"),
        page="measure",
        seen_by=measures_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=PastDefinition,
        label=_("Past definition"),
        named_by=("measure__code", "valid_to"),
        page="measure",
        page_by="measure__code",
        seen_by=past_definitions_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=Target,
        label=_("Target"),
        named_by=("measure__code", "unit__code", "starts_on"),
        page="measure",
        page_by="measure__code",
        seen_by=targets_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=LimitsReset,
        label=_("Beginning of limits"),
        named_by=("measure__code", "unit__code", "period"),
        page="measure_control",
        page_by="measure__code",
        seen_by=limits_resets_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=WaitingValue,
        label=_("Value that waits"),
        named_by=("measure__code", "unit__code", "period"),
        page="measure",
        page_by="measure__code",
        seen_by=waiting_values_visible_to,
        undone_by=undone_with(MeasureRight.RECORD_OWN),
        # Who gave it stands in `given_by`, by name.
        unsaid=("giver_id",),
    ),
    Appended(
        model=Actual,
        label=_("Value"),
        page="measure",
        seen_by=actuals_visible_to,
        recordings=taking_back.recordings,
        counts=taking_back.counts,
        overtaken=taking_back.overtaken,
        take_back=taking_back.take_back,
        undone_by=taking_back.may_take_back,
    ),
)
