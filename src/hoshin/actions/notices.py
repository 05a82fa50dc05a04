"""What people are told about actions: given to them, concluded, accepted; and what they owe."""

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
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts, OwedRow, OwedRows, OwedThing, counted_facts, day_in


def _day(text: str) -> str:
    return Period.parse(text).label


def _outcome(code: str) -> str:
    return str(ActionOutcome(code).label)


def _due_rows(actor: Actor) -> QuerySet[CorrectiveAction]:
    today = clock.today()
    return own_actions(actor).filter(state="open", due_on__lte=today, check_on__gt=today).order_by("due_on", "pk")


def _due(actor: Actor, row: OwedRow) -> OwedThing:
    return _owed(row, row["name"], row["due_on"])


def _to_check_rows(actor: Actor) -> QuerySet[CorrectiveAction]:
    return own_actions(actor).filter(check_on__lte=clock.today()).order_by("check_on", "pk")


def _to_check(actor: Actor, row: OwedRow) -> OwedThing:
    return _owed(row, _("Did it help? %(name)s") % {"name": row["name"]}, row["check_on"])


def _owed(row: OwedRow, text: str, day: str) -> OwedThing:
    return OwedThing(row["pk"], text, "action", (row["code"],), due_on=day_in(day), version=row["version"])


def _unanswered(actor: Actor) -> OwedFacts | None:
    return counted_facts(len(waiting_for_reaction(actor)))


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
        for period, node in waiting_for_reaction(actor)[:most]
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
    owing=owners_of_actions,
    rows=OwedRows(_due_rows, ("code", "name", "due_on", "version"), _due),
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
    owing=owners_of_actions,
    rows=OwedRows(_to_check_rows, ("code", "name", "check_on", "version"), _to_check),
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
