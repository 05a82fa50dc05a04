"""What people are told about actions: given to them, concluded, accepted; and what they owe."""

from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.actions.models import ActionOutcome, CorrectiveAction
from hoshin.actions.policies import ActionRight, own_actions, owners_of_actions
from hoshin.actions.reacting import plans_that_ask, waiting_for_reaction
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.base.wordings import wording
from hoshin.commentary.policies import answering_users
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedThing


def _day(text: str) -> str:
    return Period.parse(text).label


def _outcome(code: str) -> str:
    return str(ActionOutcome(code).label)


def _due(actor: Actor) -> OwedFacts | None:
    today = clock.today()
    days = list(_due_rows(actor).values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    return {"count": len(days), **({"late": late} if late else {})} if days else None


def _due_rows(actor: Actor) -> QuerySet[CorrectiveAction]:
    today = clock.today()
    return own_actions(actor).filter(state="open", due_on__lte=today, check_on__gt=today).order_by("due_on", "pk")


def _first_due(actor: Actor, most: int) -> list[OwedThing]:
    return [_owed(one, one.name, due=True) for one in _due_rows(actor)[:most]]


def _to_check_rows(actor: Actor) -> QuerySet[CorrectiveAction]:
    return own_actions(actor).filter(check_on__lte=clock.today()).order_by("check_on", "pk")


def _to_check(actor: Actor) -> OwedFacts | None:
    count = _to_check_rows(actor).count()
    return {"count": count} if count else None


def _first_to_check(actor: Actor, most: int) -> list[OwedThing]:
    return [
        _owed(one, _("Did it help? %(name)s") % {"name": one.name}, due=False) for one in _to_check_rows(actor)[:most]
    ]


def _owed(one: CorrectiveAction, text: str, *, due: bool) -> OwedThing:
    return OwedThing(
        one.pk, text, "action", (one.code,), due_on=one.due_on if due else one.check_on, version=one.version
    )


def _unanswered(actor: Actor) -> OwedFacts | None:
    count = sum(1 for _one in waiting_for_reaction(actor))
    return {"count": count} if count else None


def _first_unanswered(actor: Actor, most: int) -> list[OwedThing]:
    return [
        OwedThing(
            node.pk,
            _("Act on it: %(name)s") % {"name": node.thing.name},
            "action_new",
            (node.kind, node.thing.code, str(period)),
            query=(("unit", node.unit.code),) if node.unit else (),
            about=" · ".join(part for part in (period.label, node.unit.name if node.unit else "") if part),
            since=period.end,
        )
        for period, node in islice(waiting_for_reaction(actor), most)
    ]


DUE = NoticeKind(
    "actions_due",
    gettext_lazy("Corrective actions of yours that are due"),
    wording(
        "actions_due",
        gettext_lazy("%(count)s corrective actions of yours are due, %(late)s of them late"),
        gettext_lazy("%(count)s corrective actions of yours are due"),
        of_one=gettext_lazy("A corrective action of yours is due"),
    ),
    "actions",
    owed=_due,
    owing=owners_of_actions,
    owed_first=_first_due,
    rests_on=own_actions,
)
TO_CHECK = NoticeKind(
    "actions_to_check",
    gettext_lazy("Corrective actions of yours whose effect is to be checked"),
    wording(
        "actions_to_check",
        gettext_lazy("The effect of %(count)s corrective actions of yours is to be checked"),
        of_one=gettext_lazy("The effect of a corrective action of yours is to be checked"),
    ),
    "actions",
    owed=_to_check,
    owing=owners_of_actions,
    owed_first=_first_to_check,
    rests_on=own_actions,
)
UNANSWERED = NoticeKind(
    "red_without_action",
    gettext_lazy("What is off track and waits for your action"),
    wording(
        "red_without_action",
        gettext_lazy("%(count)s objectives and measures of yours are off track, and nobody acts on them"),
        of_one=gettext_lazy("An objective or measure of yours is off track, and nobody acts on it"),
    ),
    "actions",
    right=ActionRight.ACT_OWN,
    owed=_unanswered,
    owing=answering_users,
    owed_first=_first_unanswered,
    rests_on=plans_that_ask,
)
GIVEN = NoticeKind(
    "action_given",
    gettext_lazy("A corrective action is yours to do"),
    wording(
        "action_given",
        gettext_lazy("%(by)s gives you an action on %(thing)s, due %(day)s: %(name)s"),
        day=_day,
    ),
    "action",
    ("code",),
    about="corrective_action",
    by_mail=ByMail.AT_ONCE,
)
CONCLUDED = NoticeKind(
    "action_concluded",
    gettext_lazy("The effect of an action on what you own was checked"),
    wording(
        "action_concluded",
        gettext_lazy("%(by)s checked the action on %(name)s: %(outcome)s. %(text)s"),
        outcome=_outcome,
    ),
    "action",
    ("code",),
    about="corrective_action",
)
ACCEPTED = {
    kind: NoticeKind(
        f"deviation_accepted_{kind}",
        label,
        wording(
            f"deviation_accepted_{kind}",
            gettext_lazy("%(by)s accepts until %(until)s that %(name)s is off track: %(text)s"),
            until=_day,
        ),
        kind,
        ("code",),
        about="accepted_deviation",
    )
    for kind, label in (
        ("measure", gettext_lazy("That a measure of yours is off track is accepted")),
        ("objective", gettext_lazy("That an objective of yours is off track is accepted")),
    )
}
KINDS = (DUE, TO_CHECK, UNANSWERED, GIVEN, CONCLUDED, *ACCEPTED.values())
