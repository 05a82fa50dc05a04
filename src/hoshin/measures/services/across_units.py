"""How the values of units come together: proposed from words once, then a choice that somebody confirms or changes."""

import re
from collections.abc import Mapping

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import AcrossUnits, Aggregation, Measure
from hoshin.measures.services.past_definitions import keep_what_was_said
from hoshin.measures.services.validity import measure_problems, raise_problems

# What over time is summed, averaged and so on is so over units as well; a last value says nothing about units.
_AS_OVER_TIME = {
    Aggregation.SUM: AcrossUnits.SUM,
    Aggregation.MEAN: AcrossUnits.MEAN,
    Aggregation.WEIGHTED_MEAN: AcrossUnits.MEAN,
    Aggregation.MIN: AcrossUnits.MIN,
    Aggregation.MAX: AcrossUnits.MAX,
    Aggregation.RATIO: AcrossUnits.RATIO,
    Aggregation.NONE: AcrossUnits.NONE,
}
_OF_SHARES = frozenset(
    "% ‰ percent percentage percentages permille share shares ratio ratios rate rates index indices score scores "
    "point points rating ratings grade grades average averages mean median per".split()
)
_WORDS = re.compile(r"[^\W\d_]+|[%‰]")


def proposed_across_units(aggregation: str, unit_of_measure: str) -> AcrossUnits:
    """Sum or mean as the words of a unit of measure suggest, where the aggregation over time leaves it open.

    Last values add up (headcount), unless a whole word says that they are shares, rates or scores.

    >>> proposed_across_units("last", "corporate customers").value
    'sum'
    >>> proposed_across_units("last", "rate per 1,000").value
    'mean'
    """
    if aggregation != Aggregation.LAST:
        return _AS_OVER_TIME[Aggregation(aggregation)]
    words = {word.casefold() for word in _WORDS.findall(unit_of_measure)}
    return AcrossUnits.MEAN if words & _OF_SHARES else AcrossUnits.SUM


def proposal_for(aggregation: str, unit_of_measure: str) -> dict[str, object]:
    """The columns of a measure for which nobody chose: the proposal, and that it is one where it might be otherwise."""
    return {
        "across_units": proposed_across_units(aggregation, unit_of_measure),
        "is_across_units_proposed": aggregation == Aggregation.LAST,
    }


def choose_across_units(actor: Actor, *, choices: Mapping[Measure, str]) -> Outcome:
    """Confirm or change how the values of measures come together over units; counts those whose values move.

    Conflict: somebody changed a measure after it was read. Invalid: there is no such way.
    """
    require(actor, Right.EDIT_PLAN)
    moved: set[int] = set()
    with act(actor, "choose_across_units"):
        for measure, way in sorted(choices.items(), key=lambda choice: choice[0].pk):
            fresh, _ = change_row(measure, version=measure.version, across_units=way, is_across_units_proposed=False)
            raise_problems(measure_problems(fresh))
            keep_what_was_said({fresh.pk: DEFINITIONS.by(measure)}, [fresh], clock.today())
            if way != measure.across_units:
                moved.add(measure.pk)
        if moved:
            publish(MeasuresChanged(frozenset(moved)))
    return Outcome(changed=len(moved), unchanged=len(choices) - len(moved))
