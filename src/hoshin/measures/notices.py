"""What people are told about values: that theirs count or were sent back, and that some wait for them."""

from collections.abc import Sequence
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.wordings import period_in_words, shown, wording
from hoshin.measures.models import WaitingValue
from hoshin.measures.policies import MeasureRight, approvers, waiting_for
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedThing
from hoshin.notices.services import tell


def _to_approve(actor: Actor) -> OwedFacts | None:
    count = waiting_for(actor).count()
    return {"count": count} if count else None


def _amount(one: WaitingValue) -> str:
    if one.value is None:
        return _("to be withdrawn")
    unit = one.measure.unit_of_measure
    return f"{shown(one.value)} {unit}".strip()


def _first_to_approve(actor: Actor, most: int) -> list[OwedThing]:
    waiting = waiting_for(actor).select_related("measure", "unit").order_by("given_at", "pk")[:most]
    return [
        OwedThing(
            one.pk,
            _("Approve %(measure)s for %(period)s") % {"measure": one.measure.name, "period": one.when.label},
            "approvals",
            query=(("measure", one.measure.code),),
            about=" · ".join(part for part in (_amount(one), one.given_by) if part),
            since=one.given_at.date(),
            version=one.version,
        )
        for one in waiting
    ]


SENT_BACK = NoticeKind(
    "value_sent_back",
    gettext_lazy("A value that you gave is sent back"),
    wording(
        "value_sent_back",
        gettext_lazy("%(by)s sent back your values of %(measure)s for %(period)s and %(more)s more: %(reason)s"),
        gettext_lazy("%(by)s sent back your value of %(measure)s for %(period)s: %(reason)s"),
        period=period_in_words,
    ),
    "measure",
    ("code",),
    about="measure",
    by_mail=ByMail.AT_ONCE,
)
APPROVED = NoticeKind(
    "value_approved",
    gettext_lazy("A value that you gave is approved"),
    wording(
        "value_approved",
        gettext_lazy("%(by)s approved your values of %(measure)s for %(period)s and %(more)s more: they count now"),
        gettext_lazy("%(by)s approved your value of %(measure)s for %(period)s: it counts now"),
        period=period_in_words,
    ),
    "measure",
    ("code",),
    about="measure",
)
TO_APPROVE = NoticeKind(
    "values_to_approve",
    gettext_lazy("Values that wait for your approval"),
    wording(
        "values_to_approve",
        gettext_lazy("%(count)s values wait for your approval"),
        of_one=gettext_lazy("One value waits for your approval"),
    ),
    "approvals",
    right=MeasureRight.RECORD_OWN,
    owed=_to_approve,
    owing=approvers,
    owed_first=_first_to_approve,
    rests_on=waiting_for,
    is_awaited=True,
)
KINDS = (SENT_BACK, APPROVED, TO_APPROVE)


def tell_givers(actor: Actor, kind: NoticeKind, waiting: Sequence[WaitingValue], **facts: str) -> None:
    """Tell everybody who gave some of these values what became of them: of several at once, by the first of theirs."""
    of_giver: dict[int, list[WaitingValue]] = {}
    for one in sorted(waiting, key=attrgetter("pk")):
        if one.giver_id is not None:
            of_giver.setdefault(one.giver_id, []).append(one)
    for giver, (first, *others) in of_giver.items():
        said = {"measure": first.measure.name, "code": first.measure.code, "period": str(first.when), **facts}
        if others:
            said["more"] = len(others)  # type: ignore[assignment]
        tell(actor, kind, users=[giver], about=first.measure_id, facts=said)
