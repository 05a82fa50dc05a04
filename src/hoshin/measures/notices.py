"""What people are told about values: that theirs count or were sent back, and that some wait for them."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import period_in_words, shown, wording
from hoshin.measures.models import WaitingValue
from hoshin.measures.policies import MeasureRight, approvers, waiting_for
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.notices.services import tell


def _waiting(actor: Actor) -> QuerySet[WaitingValue]:
    return waiting_for(actor).order_by("given_at", "pk")


def _to_approve(actor: Actor, row: OwedRow) -> OwedThing:
    value, period = row["said__value"], Period(Frequency(row["measure__frequency"]), date.fromisoformat(row["period"]))
    amount = _("to be withdrawn") if value is None else f"{shown(value)} {row['measure__unit_of_measure']}".strip()
    return OwedThing(
        row["pk"],
        _("Approve %(measure)s for %(period)s") % {"measure": row["measure__name"], "period": period.label},
        "approvals",
        query=(("measure", row["measure__code"]),),
        about=" · ".join(part for part in (amount, row["given_by"]) if part),
        since=day_in(row["given_at"]),
        version=row["version"],
    )


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
    owing=approvers,
    rows=OwedRows(
        _waiting,
        (
            *("measure__name", "measure__code", "measure__frequency", "measure__unit_of_measure"),
            *("period", "said__value", "given_by", "given_at", "version"),
        ),
        _to_approve,
    ),
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
