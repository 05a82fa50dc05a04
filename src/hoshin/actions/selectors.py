"""Finds corrective actions and accepted deviations: lists of them, those of one thing, one by its code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.actions.models import AcceptedDeviation, ActionFile, ActionState, CorrectiveAction
from hoshin.actions.policies import action_files_visible_to, actions_visible_to, deviations_visible_to
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with, codes_near
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.relations import is_self
from hoshin.strategy.models import Objective

WHOSE = ("mine", "unit", "all")
SHOWN = ("going_on", "open", "late", "to_check", "checked", "dropped", "all")
SORTS = {"due": "due_on", "name": "name", "owner": "owner__name", "check": "check_on", "code": "code"}
_RELATED = ("measure", "objective", "unit", "owner", "effect_on")
_MOST_ON_A_THING = 20


@dataclass(frozen=True, slots=True)
class ActionWish:
    """What a list of actions should hold; a minus sorts down. `whose`: mine, my unit's and those below it, or all."""

    text: str = ""
    whose: str = "mine"
    shown: str = "going_on"
    sort: str = "due"


class StandsThere(Protocol):
    """What a page shows of a thing, as far as what is accepted is found by it."""

    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> int: ...
    @property
    def unit(self) -> str: ...


def actions_listed(actor: Actor, wish: ActionWish) -> QuerySet[CorrectiveAction]:
    """The actions wished for, as far as the actor may see them."""
    rows = actions_visible_to(actor).filter(_is_shown(wish.shown))
    if wish.whose == "mine":
        rows = rows.filter(is_self(actor, "owner"))
    elif wish.whose == "unit":
        rows = rows.filter(_is_of_own_unit(actor))
    if wish.text.strip():
        about = begins_with(wish.text, of="measure__") | begins_with(wish.text, of="objective__")
        rows = rows.filter(
            begins_with(wish.text, names="name") | begins_with(wish.text, names="cause", codes=()) | about
        )
    key = SORTS.get(wish.sort.lstrip("-"), "due_on")
    column = Upper(key) if key in ("name", "owner__name") else F(key)
    order = column.desc(nulls_last=True) if wish.sort.startswith("-") else column.asc(nulls_last=True)
    return rows.select_related(*_RELATED).order_by(order, "pk")


def action_by_code(actor: Actor, code: str) -> CorrectiveAction:
    """The action of that code, without regard to case. NotFound, with codes that look like it."""
    rows = actions_visible_to(actor)
    row = rows.filter(code__iexact=code.strip()).select_related(*_RELATED, "measure__owner", "objective__owner").first()
    if row is None:
        raise NotFound("corrective action", code, known=codes_near(rows, code))
    return row


def files_of_action(actor: Actor, action: CorrectiveAction) -> QuerySet[ActionFile]:
    """The files on an action, without their contents, the first first."""
    rows = action_files_visible_to(actor).filter(action=action, is_removed=False)
    return rows.defer("file__content").order_by("pk")


def action_file_by_number(actor: Actor, number: int) -> ActionFile:
    """A file with its content. NotFound where there is none that the actor sees."""
    rows = action_files_visible_to(actor).filter(pk=number, is_removed=False)
    row = rows.select_related("file", "action").first()
    if row is None:
        raise NotFound("file", str(number))
    return row


def actions_on(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> list[CorrectiveAction]:
    """The actions on a thing, those that go on first, then the latest. One query."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    rows = actions_visible_to(actor).filter(about, unit=unit).select_related(*_RELATED).order_by("-pk")
    found = list(rows[:_MOST_ON_A_THING])
    return sorted(found, key=lambda row: not row.is_going_on)


def all_actions_on(actor: Actor, thing: Measure | Objective) -> QuerySet[CorrectiveAction]:
    """All actions on a thing, of the whole and of all units, the latest first."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    return actions_visible_to(actor).filter(about).select_related(*_RELATED).order_by("-pk")


def deviation_by_number(actor: Actor, number: int) -> AcceptedDeviation:
    """One accepted deviation by its number. NotFound."""
    rows = deviations_visible_to(actor).filter(pk=number).select_related("measure", "objective", "unit")
    row = rows.first()
    if row is None:
        raise NotFound("accepted deviation", str(number))
    return row


def deviation_of(actor: Actor, thing: Measure | Objective, unit: Unit | None = None) -> AcceptedDeviation | None:
    """What is accepted of a thing today. One query."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    rows = in_force(deviations_visible_to(actor)).filter(about, unit=unit)
    return rows.select_related("measure", "objective", "unit").order_by("-starts_on").first()


def deviations_listed(actor: Actor, *, only_in_force: bool = False) -> QuerySet[AcceptedDeviation]:
    """Accepted deviations, the latest first."""
    rows = deviations_visible_to(actor).select_related("measure", "objective", "unit")
    return (in_force(rows) if only_in_force else rows).order_by("-starts_on", "-pk")


def deviations_beside(actor: Actor, shown: Collection[StandsThere]) -> dict[tuple[str, int, str], AcceptedDeviation]:
    """What is accepted today of what a page shows, by kind, number and code of the unit. One query, where any is asked."""
    measures = {one.ref for one in shown if one.kind == "measure"}
    objectives = {one.ref for one in shown if one.kind == "objective"}
    if not measures and not objectives:
        return {}
    rows = in_force(deviations_visible_to(actor)).filter(Q(measure__in=measures) | Q(objective__in=objectives))
    return {
        (row.kind, row.measure_id or row.objective_id or 0, row.unit.code if row.unit else ""): row
        for row in rows.select_related("unit").order_by("starts_on")
    }


def in_force(rows: QuerySet[AcceptedDeviation], day: date | None = None) -> QuerySet[AcceptedDeviation]:
    """Those of the rows that hold on a day (default: today)."""
    at = day or clock.today()
    return rows.filter(is_withdrawn=False, starts_on__lte=at, ends_on__gte=at)


def _is_shown(shown: str) -> Q:
    today = clock.today()
    going_on = Q(state__in=(ActionState.OPEN, ActionState.DONE))
    return {
        "going_on": going_on,
        "open": Q(state=ActionState.OPEN),
        "late": Q(state=ActionState.OPEN, due_on__lt=today),
        "to_check": going_on & Q(check_on__lte=today),
        "checked": Q(state=ActionState.CHECKED),
        "dropped": Q(state=ActionState.DROPPED),
    }.get(shown, Q())


def _is_of_own_unit(actor: Actor) -> Q:
    """Whose owner, or what it is about, belongs to the actor's unit or to one below it."""
    own = Person.objects.filter(user=actor.own_pk, unit__isnull=False).values("unit")
    below = UnitLine.objects.filter(valid_to=None, line__overlap=ArraySubquery(own)).order_by().values("unit")
    return Q(owner__unit__in=below) | Q(measure__unit__in=below) | Q(objective__unit__in=below)
