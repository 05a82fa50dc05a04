"""Rules that people make for themselves: made, changed, tried on the past, and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.measures.assembly import codes_read_by
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.signals.assembly import check_own_formula, series_of_rules
from hoshin.signals.models import WatchComparison, WatchedMeasure, WatchRule
from hoshin.signals.policies import SignalRight, may_change_watch_rule
from hoshin.signals.rows import WatchRuleRow
from hoshin.signals.services.detectors.own import TRIED_BACK, Tried, tried

# Faults of a formula that is written soundly.
_OF_WHAT_IS_READ = ("unknown_reference", "unit_mismatch")


@dataclass(frozen=True, slots=True)
class WatchWish:
    """What somebody wants to be told of: a measure (of a unit, where one is named) or a formula, and when."""

    name: str
    line: float
    measure: Measure | None = None
    unit: Unit | None = None
    formula: str = ""
    comparison: str = WatchComparison.BELOW
    periods: int = 1
    tells: Person | None = None
    is_on: bool = True


def add_watch_rule(actor: Actor, *, wish: WatchWish, code: str = "") -> WatchRule:
    """Make a rule of one's own. Invalid: its formula, or who is told may not see what it reads."""
    own = _own_person(actor)
    rule, measures = _made(actor, wish, own)
    with act(actor, "add_watch_rule", name=wish.name):
        rule.code = code or _free_code(own)
        add_row(rule)
        _watch(rule, measures)
        return rule


def change_watch_rule(actor: Actor, *, rule: WatchRule, wish: WatchWish, version: int | None = None) -> WatchRule:
    """Change a rule of one's own; the office may change any."""
    _require_own(actor, rule)
    wanted, measures = _made(actor, wish, rule.owner)
    names = ("name", "tells", "measure", "unit", "formula", "frequency", "comparison", "line", "periods", "is_on")
    with act(actor, "change_watch_rule", name=wish.name):
        fresh = change_row(rule, version=version, **{name: getattr(wanted, name) for name in names})[0]
        WatchedMeasure.objects.filter(rule=fresh).exclude(measure__in=measures).delete()
        _watch(fresh, measures)
        return fresh


def remove_watch_rule(actor: Actor, *, rule: WatchRule, version: int | None = None) -> None:
    """Remove a rule, with what it found."""
    _require_own(actor, rule)
    with act(actor, "remove_watch_rule", name=rule.name):
        remove_row(rule, version=version, in_use="")


def try_watch_rule(actor: Actor, *, wish: WatchWish) -> Tried:
    """How often a rule would have spoken in its last two dozen periods, before it is made. Invalid as making it is."""
    rule, measures = _made(actor, wish, _own_person(actor))
    return tried(rule, series_of_rules([(rule, measures)], clock.today(), TRIED_BACK)[0])


def upsert_watch_rules(actor: Actor, rows: Sequence[WatchRuleRow]) -> Outcome:
    """Bring in many rules, by code; whose they are, and what they read, must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_watch_rules", count=len(rows)):
        people = Person.objects.select_related("user").in_bulk(
            ids_by_code(
                Person, {name for row in rows for name in (row.owner, row.tells)}, column="employee_id"
            ).values()
        )
        by_number = {one.employee_id.casefold(): one for one in people.values()}
        measures = by_code(Measure, {row.measure for row in rows if row.measure})
        units = by_code(Unit, {row.unit for row in rows if row.unit})
        existing = by_code(WatchRule, [row.code for row in rows])
        wanted: list[tuple[WatchRule | None, dict[str, Any]]] = []
        read: dict[str, Sequence[Measure]] = {}
        for row in rows:
            owner = by_number[row.owner.casefold()]
            wish = WatchWish(
                row.name,
                row.line,
                measures.get(row.measure.casefold()),
                units.get(row.unit.casefold()),
                row.formula,
                row.comparison,
                row.periods,
                by_number.get(row.tells.casefold()),
                row.speaks,
            )
            # Users stand in no workbook: whoever cannot sign in yet is told once they can.
            rule, read[row.code.casefold()] = _made(actor, wish, owner, is_import=True)
            known = existing.get(row.code.casefold())
            fields = ("name", "owner_id", "tells_id", "measure_id", "unit_id", "formula", "frequency", "comparison")
            values = {name: getattr(rule, name) for name in (*fields, "line", "periods", "is_on")}
            wanted.append((known, values if known else {"code": row.code, **values}))
        done = upsert(WatchRule, wanted)
        for rule in done.touched:
            WatchedMeasure.objects.filter(rule=rule).exclude(measure__in=read[rule.code.casefold()]).delete()
            _watch(rule, read[rule.code.casefold()])
        return done.outcome


def _made(
    actor: Actor, wish: WatchWish, owner: Person, *, is_import: bool = False
) -> tuple[WatchRule, Sequence[Measure]]:
    """The rule as it is wished, unsaved, and the measures that it reads. Invalid: all that is wrong with it."""
    require(actor, SignalRight.WATCH)
    tells = wish.tells or owner
    if tells.pk != owner.pk:
        require(actor, SignalRight.WATCH_FOR_OTHERS)
    formula = wish.formula.strip()
    measures, problems = ([wish.measure], []) if wish.measure is not None else _read_by(actor, formula)
    frequencies = {measure.frequency for measure in measures}
    if len(frequencies) > 1:
        codes = ", ".join(measure.code for measure in measures)
        message = Said("The measures of a rule are observed equally often; these are not: %(codes)s.", codes=codes)
        problems.append(Problem(message, field="formula", value=formula, remedy="Use measures of one rhythm."))
    if not problems and not is_import:
        problems += _unseen(tells, actor, measures)
    if problems:
        raise Invalid(problems)
    rule = WatchRule(
        name=wish.name.strip(),
        owner=owner,
        tells=tells,
        measure=wish.measure,
        unit=wish.unit if wish.measure is not None else None,
        formula="" if wish.measure is not None else formula,
        frequency=measures[0].frequency,
        comparison=wish.comparison,
        line=wish.line,
        periods=wish.periods,
        is_on=wish.is_on,
    )
    return rule, measures


def _read_by(actor: Actor, formula: str) -> tuple[list[Measure], list[Problem]]:
    """The measures that a formula reads, as far as the actor may see them: others do not exist for it."""
    if not formula:
        return [], [Problem("Choose a measure, or write a formula.", field="measure")]
    unread = [one for one in check_own_formula(formula, ()) if one.code not in _OF_WHAT_IS_READ]
    if unread:
        return [], unread
    known = by_code(Measure, codes_read_by(formula))
    seen = set(
        measures_visible_to(actor).filter(pk__in=[one.pk for one in known.values()]).values_list("pk", flat=True)
    )
    measures = [measure for measure in known.values() if measure.pk in seen]
    problems = check_own_formula(formula, measures)
    if not problems and not measures:
        problems = [Problem("The formula reads no measure.", field="formula", value=formula)]
    return measures, problems


def _unseen(tells: Person, actor: Actor, measures: Sequence[Measure]) -> list[Problem]:
    """Whoever is told must see all of it, and be able to sign in."""
    user = tells.user
    if user is None or not user.is_active:
        message = Said("%(name)s cannot sign in, and would never be told.", name=tells.name)
        return [Problem(message, field="tells", value=tells.employee_id)]
    seen = measures_visible_to(Actor.of(user, actor.face)).filter(pk__in=[one.pk for one in measures])
    if seen.count() < len({one.pk for one in measures}):
        message = Said("%(name)s may not see all that the rule reads.", name=tells.name)
        return [Problem(message, field="tells", value=tells.employee_id, remedy="Choose somebody who may.")]
    return []


def _watch(rule: WatchRule, measures: Sequence[Measure]) -> None:
    rows = [WatchedMeasure(rule=rule, measure=measure) for measure in measures]
    WatchedMeasure.objects.bulk_create(rows, ignore_conflicts=True)


def _free_code(person: Person) -> str:
    """A code that nobody has: the person's number and the next of theirs."""
    taken = set(WatchRule.objects.filter(code__istartswith=f"{person.employee_id}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"{person.employee_id}-{number}" in taken:
        number += 1
    return f"{person.employee_id}-{number}"[:100]


def _own_person(actor: Actor) -> Person:
    require(actor, SignalRight.WATCH)
    person = person_of(actor)
    if person is None:
        raise Denied(Said("Only somebody who is a person of the organisation has rules of their own."))
    return person


def _require_own(actor: Actor, rule: WatchRule) -> None:
    if not may_change_watch_rule(actor, rule):
        raise Denied(Said("Only whoever made a rule changes it, and the strategy office."))
