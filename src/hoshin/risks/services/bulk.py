"""Many categories, risks, controls, indicators and assessments at once by their codes: what an import calls."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.risks.models import (
    Risk,
    RiskAssessment,
    RiskCategory,
    RiskControl,
    RiskIndicator,
    RiskMitigation,
    RiskObjective,
)
from hoshin.risks.policies import RiskRight, mitigations_visible_to, stakes_visible_to
from hoshin.risks.rows import (
    RiskAssessmentRow,
    RiskCategoryRow,
    RiskControlRow,
    RiskIndicatorRow,
    RiskRow,
    point_from,
)
from hoshin.risks.services.looking import look_at
from hoshin.risks.services.restating import restate
from hoshin.strategy.models import Objective
from hoshin.strategy.services.bulk import require_known

M = TypeVar("M", bound=Model)


def upsert_categories(actor: Actor, rows: Sequence[RiskCategoryRow]) -> Outcome:
    """Create or change categories; their risks stand against the new appetite at once."""
    _require(actor)
    with act(actor, "upsert_risk_categories", count=len(rows)):
        known = by_code(RiskCategory, [row.code for row in rows])
        wanted: list[tuple[RiskCategory | None, dict[str, Any]]] = []
        for row in rows:
            values = row._asdict() | {"tolerated": [list(point_from(text)) for text in row.tolerated]}
            wanted.append(_named(known.get(row.code.casefold()), values))
        done = upsert(RiskCategory, wanted)
        of_them = Risk.objects.filter(category__in=[row.pk for row in done.changed])
        restate(actor, of_them.values_list("pk", flat=True), tells=False)
        return done.outcome


def upsert_risks(actor: Actor, rows: Sequence[RiskRow]) -> Outcome:
    """Create or change risks with what is at stake and what is being done; what these name must exist."""
    _require(actor)
    with act(actor, "upsert_risks", count=len(rows)):
        people = ids_by_code(Person, {row.owner for row in rows}, column="employee_id")
        units = ids_by_code(Unit, {row.unit for row in rows})
        categories = ids_by_code(RiskCategory, {row.category for row in rows})
        for field, known in (("owner", people), ("unit", units), ("category", categories)):
            require_known(field, [getattr(row, field) for row in rows if getattr(row, field)], known)
        existing = by_code(Risk, [row.code for row in rows])
        wanted: list[tuple[Risk | None, dict[str, Any]]] = []
        for row in rows:
            values = row._asdict()
            for name in ("objectives", "initiatives", "owner", "unit", "category"):
                del values[name]
            values |= {
                "owner_id": people.get(row.owner.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "category_id": categories.get(row.category.casefold()),
            }
            wanted.append(_named(existing.get(row.code.casefold()), values))
        outcome = upsert(Risk, wanted).outcome
        made = ids_by_code(Risk, [row.code for row in rows])
        _set_stakes(actor, {made[row.code.casefold()]: row.objectives for row in rows})
        _set_mitigations(actor, {made[row.code.casefold()]: row.initiatives for row in rows})
        restate(actor, made.values(), tells=False)
        return outcome


def upsert_controls(actor: Actor, rows: Sequence[RiskControlRow]) -> Outcome:
    """Create or change controls, told apart by their names."""
    _require(actor)
    with act(actor, "upsert_risk_controls", count=len(rows)):
        risks = _risks([row.risk for row in rows])
        stored = RiskControl.objects.filter(risk__in=set(risks.values()))
        held = {(row.risk_id, row.name.casefold()): row for row in stored}
        wanted: list[tuple[RiskControl | None, dict[str, Any]]] = []
        for row in rows:
            number = risks[row.risk.casefold()]
            values = row._asdict() | {"risk_id": number}
            del values["risk"]
            wanted.append((held.get((number, row.name.casefold())), values))
        return upsert(RiskControl, wanted).outcome


def upsert_indicators(actor: Actor, rows: Sequence[RiskIndicatorRow]) -> Outcome:
    """Create or change indicators; their latest values are looked at at once."""
    _require(actor)
    with act(actor, "upsert_risk_indicators", count=len(rows)):
        risks = _risks([row.risk for row in rows])
        measures = ids_by_code(Measure, {row.measure for row in rows})
        require_known("measure", [row.measure for row in rows], measures)
        stored = RiskIndicator.objects.filter(risk__in=set(risks.values()))
        held = {(row.risk_id, row.measure_id): row for row in stored}
        wanted: list[tuple[RiskIndicator | None, dict[str, Any]]] = []
        for row in rows:
            place = (risks[row.risk.casefold()], measures[row.measure.casefold()])
            values = row._asdict() | dict(zip(("risk_id", "measure_id"), place, strict=True))
            del values["risk"], values["measure"]
            wanted.append((held.get(place), values))
        outcome = upsert(RiskIndicator, wanted).outcome
        look_at(RiskIndicator.objects.filter(risk__in=set(risks.values())).order_by("pk"))
        restate(actor, risks.values(), tells=False)
        return outcome


def upsert_assessments(actor: Actor, rows: Sequence[RiskAssessmentRow]) -> Outcome:
    """Create or change assessments; the latest of each risk says how it stands."""
    _require(actor)
    with act(actor, "upsert_risk_assessments", count=len(rows)):
        risks = _risks([row.risk for row in rows])
        stored = RiskAssessment.objects.filter(risk__in=set(risks.values()))
        held = {(row.risk_id, row.assessed_on): row for row in stored}
        wanted: list[tuple[RiskAssessment | None, dict[str, Any]]] = []
        for row in rows:
            number = risks[row.risk.casefold()]
            values = row._asdict() | {"risk_id": number, "assessed_by": row.assessed_by or actor.name}
            del values["risk"]
            wanted.append((held.get((number, row.assessed_on)), values))
        outcome = upsert(RiskAssessment, wanted).outcome
        restate(actor, risks.values(), tells=False)
        return outcome


def _require(actor: Actor) -> None:
    require(actor, Right.IMPORT)
    require(actor, RiskRight.WRITE_ANY)


def _named(held: M | None, values: dict[str, Any]) -> tuple[M | None, dict[str, Any]]:
    """A code is kept as it was written first."""
    if held is not None:
        del values["code"]
    return held, values


def _risks(codes: Sequence[str]) -> dict[str, int]:
    found = ids_by_code(Risk, set(codes))
    require_known("risk", codes, found)
    return found


def _set_stakes(actor: Actor, said: Mapping[int, Sequence[str]]) -> None:
    objectives = ids_by_code(Objective, {code for codes in said.values() for code in codes})
    require_known("objectives", [code for codes in said.values() for code in codes], objectives)
    asked = {(pk, objectives[code.casefold()]) for pk, codes in said.items() for code in codes}
    held = stakes_visible_to(actor).filter(risk__in=said)
    _set_links(RiskObjective, held, asked, lambda row: (row.risk_id, row.objective_id), "objective_id")


def _set_mitigations(actor: Actor, said: Mapping[int, Sequence[str]]) -> None:
    initiatives = ids_by_code(Initiative, {code for codes in said.values() for code in codes})
    require_known("initiatives", [code for codes in said.values() for code in codes], initiatives)
    asked = {(pk, initiatives[code.casefold()]) for pk, codes in said.items() for code in codes}
    held = mitigations_visible_to(actor).filter(risk__in=said)
    _set_links(RiskMitigation, held, asked, lambda row: (row.risk_id, row.initiative_id), "initiative_id")


def _set_links(
    model: type[M], held: Iterable[M], asked: set[tuple[int, int]], key: Callable[[Any], tuple[int, int]], to: str
) -> None:
    """Let these links stand and no others of those that are held."""
    there = {key(row): row for row in held}
    for place, row in there.items():
        if place not in asked:
            row.delete()
    fresh = sorted(asked - there.keys())
    upsert(model, [(None, {"risk_id": risk, to: thing}) for risk, thing in fresh])
