"""Many initiatives, milestones, costs and agreed plans at once by their codes: what an import calls. Nobody is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.initiatives.currency import checked_currency
from hoshin.initiatives.models import (
    Baseline,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    Milestone,
    MilestoneDependency,
    TeamMember,
)
from hoshin.initiatives.policies import InitiativeRight, dependencies_visible_to, effects_visible_to
from hoshin.initiatives.rows import BaselineRow, CostRow, InitiativeRow, MilestoneRow, effect_from
from hoshin.initiatives.services.milestones import check_circles, hold_dependencies
from hoshin.initiatives.services.progress import record_progress
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective
from hoshin.strategy.services.bulk import require_known

M = TypeVar("M", bound=Model)
MilestoneKey = tuple[str, str]


def upsert_initiatives(actor: Actor, rows: Sequence[InitiativeRow]) -> Outcome:
    """Create or change initiatives with what they serve and who works on them; what these name must exist."""
    _require(actor)
    with act(actor, "upsert_initiatives", count=len(rows)):
        people = ids_by_code(Person, {name for row in rows for name in (row.owner, *row.team)}, column="employee_id")
        units = ids_by_code(Unit, {row.unit for row in rows})
        measures = ids_by_code(Measure, {row.progress_measure for row in rows})
        for field, known in (("owner", people), ("unit", units), ("progress_measure", measures)):
            require_known(field, [getattr(row, field) for row in rows if getattr(row, field)], known)
        existing = by_code(Initiative, [row.code for row in rows])
        wanted: list[tuple[Initiative | None, dict[str, Any]]] = []
        for row in rows:
            held = existing.get(row.code.casefold())
            values = row._asdict()
            for name in ("objectives", "team", "owner", "unit", "progress_measure"):
                del values[name]
            values |= {
                "owner_id": people.get(row.owner.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "progress_measure_id": measures.get(row.progress_measure.casefold()),
            }
            if held is None or row.currency != held.currency:
                values["currency"] = checked_currency(row.currency)
            if held is not None:
                del values["code"]
            wanted.append((held, values))
        outcome = upsert(Initiative, wanted).outcome
        made = by_code(Initiative, [row.code for row in rows])
        _set_effects(actor, {made[row.code.casefold()].pk: row.objectives for row in rows})
        _set_team({made[row.code.casefold()].pk: {people[one.casefold()] for one in row.team} for row in rows})
        _record(actor, made.values())
        return outcome


def upsert_milestones(actor: Actor, rows: Sequence[MilestoneRow]) -> Outcome:
    """Create or change milestones, with what they wait for. Invalid: a circle, with its milestones."""
    _require(actor)
    with act(actor, "upsert_milestones", count=len(rows)):
        initiatives = by_code(Initiative, {name for row in rows for name in (row.initiative, *_named(row))})
        require_known("initiative", [row.initiative for row in rows], initiatives)
        people = ids_by_code(Person, {row.owner for row in rows}, column="employee_id")
        held = _milestones(initiatives.values())
        last: dict[str, int] = {}
        for initiative, _code in held:
            last[initiative] = last.get(initiative, 0) + 1
        wanted: list[tuple[Milestone | None, dict[str, Any]]] = []
        for row in rows:
            own = row.initiative.casefold()
            known = held.get((own, row.code.casefold()))
            values = row._asdict()
            for name in ("initiative", "owner", "cancelled", "depends_on"):
                del values[name]
            values |= {"owner_id": people.get(row.owner.casefold()), "is_cancelled": row.cancelled}
            if known is None:
                values |= {"initiative_id": initiatives[own].pk, "position": last.get(own, 0)}
                last[own] = last.get(own, 0) + 1
            else:
                del values["code"]
            wanted.append((known, values))
        outcome = upsert(Milestone, wanted).outcome
        _set_needs(actor, rows, _milestones(initiatives.values()))
        _record(actor, initiatives.values())
        return outcome


def upsert_costs(actor: Actor, rows: Sequence[CostRow]) -> Outcome:
    """Create or change what initiatives cost in periods, in the organisation's currency."""
    _require(actor)
    with act(actor, "upsert_initiative_costs", count=len(rows)):
        initiatives = ids_by_code(Initiative, {row.initiative for row in rows})
        require_known("initiative", [row.initiative for row in rows], initiatives)
        costs = InitiativeCost.objects.filter(initiative__in=set(initiatives.values()))
        held = {(row.initiative_id, row.starts_on, row.frequency): row for row in costs}
        wanted: list[tuple[InitiativeCost | None, dict[str, Any]]] = []
        for row in rows:
            checked_currency(row.currency)
            key = (initiatives[row.initiative.casefold()], row.period.start, str(row.period.frequency))
            place = dict(zip(("initiative_id", "starts_on", "frequency"), key, strict=True))
            said = {"planned": row.planned, "actual": row.actual, "note": row.note}
            wanted.append((held.get(key), place | said))
        return upsert(InitiativeCost, wanted).outcome


def upsert_baselines(actor: Actor, rows: Sequence[BaselineRow], dates: Mapping[tuple[str, Any], Any]) -> Outcome:
    """Bring in plans that were agreed; one that is there stays as it was agreed. `dates`: their milestones, by row."""
    _require(actor)
    with act(actor, "upsert_baselines", count=len(rows)):
        initiatives = ids_by_code(Initiative, {row.initiative for row in rows})
        require_known("initiative", [row.initiative for row in rows], initiatives)
        held = Baseline.objects.filter(initiative__in=set(initiatives.values()))
        known = {(row.initiative_id, row.agreed_at): row for row in held}
        wanted: list[tuple[Baseline | None, dict[str, Any]]] = []
        for row in rows:
            number = initiatives[row.initiative.casefold()]
            values = row._asdict() | {"initiative_id": number, "dates": dates[row.initiative, row.agreed_at]}
            del values["initiative"], values["milestones"]
            wanted.append((known.get((number, row.agreed_at)), values))
        return upsert(Baseline, wanted).outcome


def _require(actor: Actor) -> None:
    require(actor, Right.IMPORT)
    require(actor, InitiativeRight.WRITE_ANY)


def _set_effects(actor: Actor, said: Mapping[int, Sequence[str]]) -> None:
    effects = {pk: [effect_from(text) for text in texts] for pk, texts in said.items()}
    objectives = ids_by_code(Objective, {one.code for found in effects.values() for one in found})
    require_known("objectives", [one.code for found in effects.values() for one in found], objectives)
    asked = {
        (pk, objectives[one.code.casefold()]): {"low": one.low, "high": one.high}
        for pk, found in effects.items()
        for one in found
    }
    held = effects_visible_to(actor).filter(initiative__in=effects)
    _set_links(ExpectedEffect, held, asked, lambda row: (row.initiative_id, row.objective_id), "objective_id")


def _set_team(said: Mapping[int, set[int]]) -> None:
    asked: dict[tuple[int, int], dict[str, Any]] = {
        (pk, one): {} for pk, found in said.items() for one in sorted(found)
    }
    held = TeamMember.objects.filter(initiative__in=said)
    _set_links(TeamMember, held, asked, lambda row: (row.initiative_id, row.person_id), "person_id")


def _set_needs(actor: Actor, rows: Sequence[MilestoneRow], known: Mapping[MilestoneKey, Milestone]) -> None:
    asked: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:
        own = known[row.initiative.casefold(), row.code.casefold()]
        for text in row.depends_on:
            asked[own.pk, known[need_key(row.initiative, text)].pk] = {}
    own_numbers = {known[row.initiative.casefold(), row.code.casefold()].pk for row in rows}
    hold_dependencies()
    held = dependencies_visible_to(actor).filter(milestone__in=own_numbers)
    _set_links(
        MilestoneDependency, held, asked, lambda row: (row.milestone_id, row.needs_id), "needs_id", "milestone_id"
    )
    check_circles(actor)


def _set_links(
    model: type[M],
    held: Iterable[M],
    asked: Mapping[tuple[int, int], Mapping[str, Any]],
    key: Callable[[Any], tuple[int, int]],
    to: str,
    of: str = "initiative_id",
) -> None:
    """Let these links stand and no others of those that are held."""
    there = {key(row): row for row in held}
    for place, row in there.items():
        if place not in asked:
            row.delete()
    upsert(model, [(there.get(place), {of: place[0], to: place[1], **said}) for place, said in asked.items()])


def need_key(initiative: str, text: str) -> MilestoneKey:
    """The milestone that a text names: `CODE` of the same initiative, or `INITIATIVE/CODE`."""
    other, _, code = text.rpartition("/")
    return (other or initiative).strip().casefold(), code.strip().casefold()


def _named(row: MilestoneRow) -> list[str]:
    return [other for text in row.depends_on if (other := text.rpartition("/")[0].strip())]


def _milestones(initiatives: Iterable[Initiative]) -> dict[MilestoneKey, Milestone]:
    rows = Milestone.objects.filter(initiative__in=[one.pk for one in initiatives]).select_related("initiative")
    return {(row.initiative.code.casefold(), row.code.casefold()): row for row in rows}


def _record(actor: Actor, initiatives: Iterable[Initiative]) -> None:
    for initiative in initiatives:
        record_progress(actor, initiative)
