"""How dimensions, members, breakdowns and values of members stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Appended, Tracked
from hoshin.breakdowns.models import Breakdown, Dimension, Member, MemberValue
from hoshin.breakdowns.policies import (
    breakdowns_visible_to,
    dimensions_visible_to,
    member_values_visible_to,
    members_visible_to,
)
from hoshin.breakdowns.services import taking_back

TRACKED = (
    Tracked(
        model=Dimension,
        label=_("Dimension"),
        named_by=("code", "name"),
        seen_by=dimensions_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=Member,
        label=_("Member"),
        named_by=("dimension__code", "code", "name"),
        seen_by=members_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Tracked(
        model=Breakdown,
        label=_("Breakdown"),
        named_by=("measure__code", "dimension__code"),
        page="measure",
        page_by="measure__code",
        seen_by=breakdowns_visible_to,
        undone_by=undone_with(Right.EDIT_PLAN),
    ),
    Appended(
        model=MemberValue,
        label=_("Value of a member"),
        page="measure",
        seen_by=member_values_visible_to,
        recordings=taking_back.recordings,
        counts=taking_back.counts,
        overtaken=taking_back.overtaken,
        take_back=taking_back.take_back,
        undone_by=taking_back.may_take_back,
    ),
)
