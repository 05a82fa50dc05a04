"""Where signals stand: on the page of a thing, on the scorecard and the map, and how what they are about developed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to, scores_visible_to
from hoshin.signals.models import Signal, SignalState
from hoshin.signals.policies import signals_visible_to
from hoshin.signals.selectors.reading import with_subjects
from hoshin.strategy.models import Objective, Plan

DRAWN = 13
MOST_MARKED = 500


@dataclass(frozen=True, slots=True)
class SignalMark:
    """How many signals stand on something that has a score, the gravest of them first: its direction and sentence."""

    node: int
    objective: int
    signal: Signal
    count: int


def standing_on(actor: Actor, thing: Measure | Objective) -> QuerySet[Signal]:
    """Signals on a measure or an objective that stand, also those that are folded: here each is at its place."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    rows = signals_visible_to(actor).filter(about).exclude(state__in=(SignalState.RESOLVED, SignalState.SNOOZED))
    return with_subjects(rows).order_by("-priority", "-pk")


def marks_on(actor: Actor, plan: Plan, unit: Unit | None) -> list[SignalMark]:
    """What of a plan's objectives and measures, or of what a unit holds of them, has signals that stand. Two queries."""
    nodes = nodes_ever_visible_to(actor).filter(plan=plan, unit=unit, kind__in=(NodeKind.OBJECTIVE, NodeKind.MEASURE))
    rows = signals_visible_to(actor).exclude(state__in=(SignalState.RESOLVED, SignalState.SNOOZED))
    rows = rows.filter(Q(plan=plan) | Q(plan=None), unit=unit)
    rows = rows.filter(Q(measure__in=nodes.values("measure")) | Q(objective__in=nodes.values("objective")))
    found: dict[tuple[int, int], list[Signal]] = {}
    for row in with_subjects(rows).order_by("-priority", "-pk")[:MOST_MARKED]:
        found.setdefault((row.measure_id or 0, row.objective_id or 0), []).append(row)
    wanted = Q(measure__in=[key[0] for key in found]) | Q(objective__in=[key[1] for key in found])
    places = nodes.filter(wanted).values_list("pk", "measure", "objective") if found else ()
    return [
        SignalMark(node, objective or 0, found[key][0], len(found[key]))
        for node, measure, objective in places
        if (key := (measure or 0, objective or 0)) in found
    ]


def trends_of(actor: Actor, signals: Sequence[Signal]) -> Mapping[int, Sequence[float | None]]:
    """By signal the last scores of what it is about, the oldest first; nothing where that has none. Two queries."""
    measures, objectives = ({getattr(row, name) for row in signals} - {None} for name in ("measure_id", "objective_id"))
    plans = {row.plan_id for row in signals if row.plan_id}
    wanted = Q(measure__in=measures) | Q(objective__in=objectives) | Q(kind=NodeKind.PLAN, plan__in=plans)
    places: dict[tuple[int | None, ...], int] = {}
    nodes = nodes_ever_visible_to(actor).filter(wanted, is_active=True).order_by("-pk")
    for node, measure, objective, unit, plan in nodes.values_list("pk", "measure", "objective", "unit", "plan"):
        places[measure, objective, unit, plan] = places[measure, objective, unit, None] = node
    about = {row.pk: (row.measure_id, row.objective_id, row.unit_id, row.plan_id) for row in signals}
    # Of a person, or of a rule over several measures, there is nothing that has a score.
    of_signal = {pk: places.get(key, 0) for pk, key in about.items() if any(key)}
    scores: dict[int, list[float | None]] = {}
    known = with_shown(scores_visible_to(actor).filter(node__in=set(of_signal.values()) - {0})).order_by("period")
    for node, score in known.values_list("node", "shown_score"):
        scores.setdefault(node, []).append(score)
    return {pk: scores[node][-DRAWN:] for pk, node in of_signal.items() if node in scores}
