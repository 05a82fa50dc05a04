"""To whom a signal goes, and as what: found from who owns, heads and is told, whenever it is judged.

Whoever cannot sign in gets nothing: then the next gets it, and the office what is nobody's.
"""

from collections.abc import Iterable, Sequence

from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.signals.catalogue import BUNCHED, LATE_TARGET, ON_TARGET, RESTATED, SILENT
from hoshin.signals.kinds import kind_of
from hoshin.signals.models import Reach, Signal
from hoshin.signals.rules_of_people import ADOPTION
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Objective

Candidate = tuple[Person | None, Reach]
SUBJECTS = (
    "measure__owner__user",
    "measure__unit__head__user",
    "objective__owner__user",
    "objective__unit__head__user",
    "unit__head__user",
    "person__user",
    "plan",
    "watch_rule__tells__user",
    "handed_to__user",
)
# What the office settles: an owner who is silent would be asked in vain, and so would a unit that does not look.
_TO_OFFICE = frozenset({SILENT.code, ADOPTION.code})
# Questions of an owner, which nobody else should hear first.
_TO_OWNER = frozenset({LATE_TARGET.code, ON_TARGET.code, RESTATED.code, BUNCHED.code})


def send(signals: Sequence[Signal]) -> None:
    """Keep to whom each of these goes now. Read with their SUBJECTS; one statement where anything changed."""
    changed = []
    for row in signals:
        person, reach = receiver_of(row)
        before = (row.goes_to_id, row.goes_to_as)
        row.goes_to, row.goes_to_as = person, reach
        if (row.goes_to_id, row.goes_to_as) != before:
            changed.append(row)
    Signal.objects.bulk_update(changed, ["goes_to", "goes_to_as"], batch_size=500)


def receiver_of(signal: Signal) -> Candidate:
    """The first of those whom it concerns who may sign in; None: the office."""
    for person, reach in _candidates(signal):
        if person is not None and person.user is not None and person.user.is_active:
            return person, reach
    return None, Reach.OFFICE


def _candidates(signal: Signal) -> Iterable[Candidate]:
    if signal.rule in _TO_OFFICE:
        return
    if signal.watch_rule is not None:
        yield signal.watch_rule.tells, Reach.WATCHER
    elif signal.person is not None:
        yield signal.person, Reach.SUBJECT
    elif signal.measure is not None:
        yield from _of_measure(signal, signal.measure)
    elif signal.objective is not None:
        yield from _of_objective(signal.objective)
    elif signal.unit is not None:
        yield _head(signal.unit)
        kind = kind_of(signal.rule)
        above = signal.unit.parent if kind is not None and kind.is_of_heads else None
        while above is not None:
            yield _head(above)
            above = above.parent


def _of_measure(signal: Signal, measure: Measure) -> Iterable[Candidate]:
    # What a unit holds of a measure is first its head's.
    if signal.unit is not None:
        yield _head(signal.unit)
    yield measure.owner, Reach.OWNER
    if measure.unit is not None and signal.rule not in _TO_OWNER:
        yield _head(measure.unit)


def _of_objective(objective: Objective) -> Iterable[Candidate]:
    yield objective.owner, Reach.OWNER
    if objective.unit is not None and objective.visibility == Visibility.PUBLIC:
        yield _head(objective.unit)


def _head(unit: Unit) -> Candidate:
    return unit.head, Reach.UNIT_HEAD
