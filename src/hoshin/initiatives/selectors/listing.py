"""Which initiatives there are, as they are looked for, and what each serves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.ordering import by_code, by_name
from hoshin.base.words import holds
from hoshin.initiatives.assembly import STATUSES, InitiativeStanding
from hoshin.initiatives.models import ExpectedEffect, Initiative, Milestone
from hoshin.initiatives.policies import effects_visible_to, initiatives_visible_to, is_late, runs
from hoshin.initiatives.selectors.standings import standings_of
from hoshin.org.models import Unit, UnitLine
from hoshin.org.relations import is_self
from hoshin.strategy.models import Objective

SORTS = {
    "due": (F("due_date").asc(nulls_last=True), "pk"),
    "code": (by_code(),),
    "name": (by_name(),),
    "budget": (F("budget").desc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True)
class InitiativesWanted:
    """What a list of initiatives is asked for: words, those of mine, with late milestones, in a unit and below, ..."""

    text: str = ""
    mine: bool = False
    late: bool = False
    unit: Unit | None = None
    objective: Objective | None = None
    status: str = ""
    ended: bool = False
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class ShownInitiative:
    """An initiative with how it stands, and what it serves as far as the actor sees it."""

    row: Initiative
    standing: InitiativeStanding
    serves: tuple[ExpectedEffect, ...]


def initiatives_listed(actor: Actor, wanted: InitiativesWanted) -> QuerySet[Initiative]:
    """Initiatives as they are asked for. One query more for a status, which is known of all only once all are asked."""
    rows = initiatives_visible_to(actor).select_related("owner", "unit")
    if wanted.text.strip():
        rows = rows.filter(holds(wanted.text))
    if wanted.mine:
        rows = rows.filter(of_ones_own(actor))
    if wanted.late:
        rows = rows.filter(Exists(Milestone.objects.filter(is_late(), initiative=OuterRef("pk"))))
    if wanted.unit is not None:
        below = UnitLine.objects.filter(unit=OuterRef("unit"), valid_to=None, line__contains=[wanted.unit.pk])
        rows = rows.filter(Exists(below))
    if wanted.objective is not None:
        served = effects_visible_to(actor).filter(initiative=OuterRef("pk"), objective=wanted.objective)
        rows = rows.filter(Exists(served))
    if not wanted.ended and not wanted.status:
        rows = rows.filter(runs())
    if wanted.status in STATUSES:
        found = standings_of(list(rows.order_by().select_related(None)))
        rows = rows.filter(pk__in=[pk for pk, standing in found.items() if standing.status == wanted.status])
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["due"]))


def of_ones_own(actor: Actor) -> Q:
    """Initiatives that the actor owns or works on, or of which they own a milestone."""
    if actor.user_id is None:
        return Q(pk__in=())
    team = Initiative.objects.filter(team__person__user=actor.user_id).values("pk")
    steps = Milestone.objects.filter(owner__user=actor.user_id).values("initiative")
    return is_self(actor, "owner") | Q(pk__in=team) | Q(pk__in=steps)


def initiative_by_code(actor: Actor, code: str) -> Initiative:
    """The initiative of that code. NotFound where there is none that the actor sees."""
    rows = initiatives_visible_to(actor).select_related("owner", "unit", "progress_measure")
    row = rows.filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("initiative", code)
    return row


def shown_initiatives(actor: Actor, rows: Sequence[Initiative]) -> list[ShownInitiative]:
    """Initiatives as they are shown. Two queries, however many they are."""
    if not rows:
        return []
    found, serves = standings_of(rows), effects_of(actor, rows)
    return [ShownInitiative(row, found[row.pk], tuple(serves.get(row.pk, ()))) for row in rows]


def initiatives_for(actor: Actor, objective: Objective) -> list[ShownInitiative]:
    """What is being done for an objective, what is due first first, at most a hundred. Three queries."""
    rows = initiatives_listed(actor, InitiativesWanted(objective=objective, ended=True))
    return shown_initiatives(actor, list(rows[:100]))


def effects_of(actor: Actor, rows: Sequence[Initiative]) -> dict[int, list[ExpectedEffect]]:
    """What each initiative serves, as far as the actor sees it, with the objective. One query."""
    found: dict[int, list[ExpectedEffect]] = defaultdict(list)
    wanted = effects_visible_to(actor).filter(initiative__in=[row.pk for row in rows])
    for effect in wanted.select_related("objective").order_by("objective__position", "pk"):
        found[effect.initiative_id].append(effect)
    return found
