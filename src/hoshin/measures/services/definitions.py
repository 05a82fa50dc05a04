"""Defining, changing and removing one measure."""

from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.dated import day_problems
from hoshin.base.errors import Invalid
from hoshin.base.events import publish
from hoshin.base.wordings import Said, sentence
from hoshin.measures.assembly import check_formulas
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure
from hoshin.measures.services.across_units import proposal_for
from hoshin.measures.services.past_definitions import (
    formula_problems_since,
    keep_what_was_said,
    let_measure_say_earlier,
    naming_problems,
)
from hoshin.measures.services.validity import formula_problems, measure_problems, raise_problems

_IN_FORMULAS = frozenset({"code", "formula", "unit_of_measure"})


def define_measure(actor: Actor, *, code: str, name: str, **values: Any) -> Measure:
    """Add a measure; `values` are its other columns. Invalid: what is wrong, formulas included."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "define_measure", name=name):
        measure = Measure(code=code.strip(), name=name.strip(), **values)
        if "across_units" not in values:
            for column, proposed in proposal_for(measure.aggregation, measure.unit_of_measure).items():
                setattr(measure, column, proposed)
        raise_problems(measure_problems(measure))
        if measure.formula.strip():
            raise_problems(formula_problems([measure]))
        return _announced(add_row(measure))


def change_measure(
    actor: Actor,
    *,
    measure: Measure,
    version: int | None = None,
    valid_from: date | None = None,
    is_from_beginning: bool = False,
    **changes: Any,
) -> Measure:
    """Change columns of a measure that still has this version. Conflict: somebody was faster. Invalid: the faults.

    What decides about scores (`DEFINITIONS`) holds from a day on (default: today), and past scores stay as they were; or
    from the beginning, and all of them are found again.
    """
    require(actor, Right.EDIT_PLAN)
    raise_problems(day_problems(valid_from))
    with act(actor, "change_measure", name=measure.name) as running:
        before = locked_row(measure, version=version)
        changes |= _across_units(before, changes)
        wanted = Measure.objects.get(pk=before.pk)
        for name, value in changes.items():
            setattr(wanted, name, value)
        raise_problems(measure_problems(wanted))
        _check_observed(before, wanted)
        if wanted.code.casefold() != before.code.casefold():
            raise_problems(naming_problems(before))
        if _IN_FORMULAS & changes.keys():
            raise_problems(formula_problems([wanted], renamed_from=before.code))
        was = DEFINITIONS.by(before)
        fresh, has_changed = change_row(measure, version=version, **changes)
        if has_changed:
            since = None if is_from_beginning else valid_from or clock.today()
            if fresh.formula != before.formula and fresh.formula.strip():
                raise_problems(formula_problems_since(fresh, since))
            begin = keep_what_was_said({fresh.pk: was}, [fresh], since).get(fresh.pk)
            running.say(since=begin.isoformat() if begin else None)
            # From when the units are scored one by one, or not any more, stands with the weights.
            is_structure = fresh.roll_up != before.roll_up
            effective_on = (begin or date.min) if is_structure else None
            publish(MeasuresChanged(frozenset({fresh.pk}), effective_on))
        elif (valid_from or is_from_beginning) and let_measure_say_earlier(
            fresh, changes, None if is_from_beginning else valid_from
        ):
            _publish(fresh.pk)
        return fresh


def remove_measure(actor: Actor, *, measure: Measure, version: int | None = None) -> None:
    """Remove a measure of which nothing was observed yet and on which no formula builds. Invalid: why it cannot go."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_measure", name=measure.name):
        locked_row(measure, version=version)
        observed = measure.actuals.count()
        if observed:
            values = (
                sentence("1 recorded value") if observed == 1 else Said("%(count)s recorded values", count=observed)
            )
            raise Invalid(
                Said("%(measure)s has %(values)s, which past scores rest on.", measure=measure.code, values=values),
                remedy="Take it out of its objectives instead: it then counts nowhere, and its history stays.",
            )
        others = Measure.objects.exclude(pk=measure.pk)
        formulas = dict(others.exclude(formula="").values_list("code", "formula"))
        if formulas:
            faults = check_formulas(formulas, list(others.values_list("code", flat=True)))
            broken = [fault for fault in faults if fault.code == "unknown_reference"]
            raise_problems(broken)
        raise_problems(naming_problems(measure))
        pk = measure.pk
        remove_row(measure, version=version, in_use=Said("%(measure)s is still in use.", measure=measure.code))
        _publish(pk)


def _across_units(before: Measure, changes: dict[str, Any]) -> dict[str, Any]:
    """A choice that was made is confirmed by that; where none was, another aggregation brings another proposal."""
    if "across_units" in changes:
        return {"is_across_units_proposed": False}
    if changes.get("aggregation", before.aggregation) == before.aggregation:
        return {}
    return proposal_for(changes["aggregation"], changes.get("unit_of_measure", before.unit_of_measure))


def _check_observed(before: Measure, wanted: Measure) -> None:
    if wanted.frequency != before.frequency and before.actuals.exists():
        raise Invalid(
            Said(
                "%(measure)s has values recorded %(frequency)s, which do not fit %(wanted)s periods.",
                measure=before.code,
                frequency=sentence(before.frequency),
                wanted=sentence(wanted.frequency),
            ),
            field="frequency",
            value=str(wanted.frequency),
            remedy=Said("Define a new measure for %(frequency)s values.", frequency=sentence(wanted.frequency)),
        )
    if wanted.formula.strip() and not before.formula.strip() and before.actuals.filter(superseded_at=None).exists():
        raise Invalid(
            Said("%(measure)s has recorded values; a measure is either recorded or computed.", measure=before.code),
            field="formula",
            value=wanted.formula,
            remedy="Define a new measure for the formula.",
        )


def _announced(measure: Measure) -> Measure:
    _publish(measure.pk)
    return measure


def _publish(measure_id: int) -> None:
    publish(MeasuresChanged(frozenset({measure_id})))
