"""What fills the agenda of a strategy review by itself: from the plan, as far as whoever reads it may see that.

While a meeting is open each section is found anew for each reader. When it is closed, what its chair saw is kept: codes and
figures, of which each line is shown later to whoever may see the thing that it is of.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Abs

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.sight import things
from hoshin.actions.selectors import ActionWish, actions_listed
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.decisions.models import DecisionState
from hoshin.decisions.policies import decisions_visible_to, subjects_visible_to
from hoshin.initiatives.policies import (
    effects_visible_to,
    initiatives_visible_to,
    is_late,
    milestones_visible_to,
    runs,
)
from hoshin.initiatives.selectors import standings_of
from hoshin.org.models import UnitLine
from hoshin.risks.policies import stakes_visible_to
from hoshin.risks.selectors import RisksWanted, risks_listed
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to, nodes_visible_to
from hoshin.scorecards.selectors import explanation, period_for
from hoshin.signals.selectors import SignalWish, signals_listed
from hoshin.signals.sentences import kept_facts
from hoshin.strategy_reviews.models import StrategyReview, TopicKind
from hoshin.strategy_reviews.policies import agendas_visible_to, tasks_visible_to

MOST_MOVED = 5
MOST_LINES = 12
_MOST_REASONS = 3
_LEAST_MOVED = 0.5


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A thing that the agenda shows: which (a kind of `accounts.sight`), and what is said of it as codes and figures."""

    kind: str
    number: int
    code: str
    name: str
    facts: Mapping[str, Any]


def lines_of_topic(actor: Actor, review: StrategyReview, kind: str) -> list[ReviewLine]:
    """What a topic shows: of an open meeting as it is now, of a closed one as it was then."""
    if kind == TopicKind.ADDED:
        return []
    if not review.is_closed:
        return _FILLED[kind](actor, review)
    return lines_kept(actor, review, [kind]).get(kind, [])


def lines_kept(actor: Actor, review: StrategyReview, kinds: Iterable[str]) -> dict[str, list[ReviewLine]]:
    """The lines of a closed meeting by topic, as they stood, of things that the actor may see. What was removed since is
    shown to the office. Two queries, and a third for the office where something is hidden or gone."""
    kept = agendas_visible_to(actor).filter(review=review).first()
    if kept is None:
        return {}
    found = {kind: [ReviewLine(**line) for line in kept.content.get("topics", {}).get(kind, ())] for kind in kinds}
    seen = _seen(actor, [line for lines in found.values() for line in lines])
    return {kind: [_only_seen(line, seen) for line in lines if _is_seen(line, seen)] for kind, lines in found.items()}


def agenda_now(actor: Actor, review: StrategyReview, kinds: Iterable[str]) -> dict[str, Any]:
    """What is kept of the agenda when a meeting is closed."""
    topics = {kind: [_kept(line) for line in lines_of_topic(actor, review, kind)] for kind in kinds}
    period = period_for(review.series.plan)
    return {"format": 1, "period": str(period) if period else None, "topics": topics}


def _moved(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Objectives (no goals of people) whose score changed most since the last meeting, else since the period before, each
    with the measures that moved it most."""
    plan = review.series.plan
    period = period_for(plan)
    if period is None:
        return []
    since = _period_of_last(actor, review, period) or period.shift(-1)
    nodes = nodes_visible_to(actor).filter(_in_scope(review, ""), kind=NodeKind.OBJECTIVE, is_active=True)
    nodes = nodes.filter(objective__commitment=None)
    nodes = nodes.annotate(
        now=FilteredRelation("scores", condition=Q(scores__period=period.start)),
        was=FilteredRelation("scores", condition=Q(scores__period=since.start)),
    )
    moved = nodes.annotate(by=Abs(F("now__score") - F("was__score"))).filter(by__gte=_LEAST_MOVED)
    rows = moved.annotate(before=F("was__score"), after=F("now__score")).select_related("objective", "plan", "unit")
    return [_moved_line(actor, row, period, since) for row in rows.order_by("-by", "pk")[:MOST_MOVED]]


def _moved_line(actor: Actor, node: Any, period: Period, since: Period) -> ReviewLine:
    found = explanation(actor, node, period=str(period), since=str(since), shown=_MOST_REASONS)
    effects = found.effects if found is not None else []
    why = [
        {
            "kind": str(effect.line.kind),
            "number": effect.line.ref,
            "code": effect.line.code,
            "name": effect.line.name,
            "points": effect.points,
        }
        for effect in effects
        if effect.line is not None
    ]
    facts = {"before": node.before, "after": node.after, "period": str(period), "since": str(since), "why": why}
    return ReviewLine("objective", node.objective.pk, node.objective.code, node.objective.name, facts)


def _signals(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Signals that stand on the plan, its objectives and measures."""
    nodes = _nodes(actor, review)
    about = Q(measure__in=nodes.values("measure")) | Q(objective__in=nodes.values("objective"))
    rows = signals_listed(actor, SignalWish()).filter(about | Q(plan=review.series.plan, measure=None, objective=None))
    return [
        ReviewLine("signal", row.pk, str(row.pk), str(row.subject), {"said": kept_facts(row)})
        for row in rows[:MOST_LINES]
    ]


def _actions(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Corrective actions that should be done by now."""
    nodes = _nodes(actor, review)
    about = Q(measure__in=nodes.values("measure")) | Q(objective__in=nodes.values("objective"))
    rows = actions_listed(actor, ActionWish(whose="all", shown="late")).filter(about)
    return [
        ReviewLine(
            "corrective_action", row.pk, row.code, row.name, _due(row.due_on, row.owner) | {"on": row.thing.name}
        )
        for row in rows[:MOST_LINES]
    ]


def _decisions(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Questions that are open, and decisions that are to be looked at again by the day of the meeting."""
    nodes = _nodes(actor, review)
    subjects = subjects_visible_to(actor).filter(decision=OuterRef("pk"))
    about = subjects.filter(Q(measure__in=nodes.values("measure")) | Q(objective__in=nodes.values("objective")))
    day = max(clock.today(), clock.day_of(review.starts_at))
    due = Q(state=DecisionState.OPEN) | Q(state=DecisionState.TAKEN, review_on__lte=day)
    rows = decisions_visible_to(actor).filter(due, Exists(about) | ~Exists(subjects))
    rows = rows.select_related("decider").order_by(F("review_on").asc(nulls_last=True), "pk")
    return [
        ReviewLine("decision", row.pk, row.code, row.question, _due(row.review_on, row.decider) | {"state": row.state})
        for row in rows[:MOST_LINES]
    ]


def _slips(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Initiatives for what the plan wants of which milestones are late."""
    nodes = _nodes(actor, review)
    serves = effects_visible_to(actor).filter(initiative=OuterRef("pk"), objective__in=nodes.values("objective"))
    late = milestones_visible_to(actor).filter(is_late(), initiative=OuterRef("pk"))
    rows = initiatives_visible_to(actor).filter(runs(), Exists(serves), Exists(late)).select_related("owner")
    found = list(rows.order_by(F("due_date").asc(nulls_last=True), "pk")[:MOST_LINES])
    standings = standings_of(found)
    lines = []
    for row in found:
        how = standings[row.pk]
        facts = {"late": how.late, "days": how.late_days, "progress": how.progress}
        lines.append(ReviewLine("initiative", row.pk, row.code, row.name, facts | _due(row.due_date, row.owner)))
    return sorted(lines, key=lambda line: -line.facts["days"])


def _risks(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """Risks of what the plan wants that lie above what is taken as it is in their category."""
    nodes = _nodes(actor, review)
    stakes = stakes_visible_to(actor).filter(risk=OuterRef("pk"), objective__in=nodes.values("objective"))
    lines = []
    for row in risks_listed(actor, RisksWanted(above=True)).filter(Exists(stakes))[:MOST_LINES]:
        facts = {"level": row.level, "appetite": row.category.appetite if row.category else None, "kind": row.kind}
        lines.append(ReviewLine("risk", row.pk, row.code, row.name, facts | _due(row.review_on, row.owner)))
    return lines


def _tasks(actor: Actor, review: StrategyReview) -> list[ReviewLine]:
    """What earlier meetings of the series said is to be done, and is not."""
    rows = tasks_visible_to(actor).filter(review__series=review.series_id, done_on=None)
    rows = rows.filter(review__starts_at__lt=review.starts_at).select_related("owner", "review")
    return [
        ReviewLine("strategy_review_task", row.pk, row.review.code, row.text, _due(row.due_on, row.owner))
        for row in rows[:MOST_LINES]
    ]


_FILLED: Mapping[str, Callable[[Actor, StrategyReview], list[ReviewLine]]] = {
    TopicKind.MOVED: _moved,
    TopicKind.SIGNALS: _signals,
    TopicKind.ACTIONS: _actions,
    TopicKind.DECISIONS: _decisions,
    TopicKind.SLIPS: _slips,
    TopicKind.RISKS: _risks,
    TopicKind.TASKS: _tasks,
}


def _nodes(actor: Actor, review: StrategyReview) -> QuerySet[Node]:
    """What of the plan the meeting is about, as far as the actor may see it."""
    return nodes_ever_visible_to(actor).filter(_in_scope(review, ""))


def _in_scope(review: StrategyReview, path: str) -> Q:
    plan, unit = Q(**{f"{path}plan": review.series.plan_id}), review.series.unit_id
    if unit is None:
        return plan & Q(**{f"{path}unit": None})
    below = UnitLine.objects.filter(valid_to=None, line__contains=[unit]).order_by().values("unit")
    whose = [Q(**{f"{path}{name}__in": below}) for name in ("objective__unit", "measure__unit")]
    return plan & (Q(**{f"{path}unit": unit}) | Q(**{f"{path}unit": None}) & (whose[0] | whose[1]))


def _period_of_last(actor: Actor, review: StrategyReview, period: Period) -> Period | None:
    """The latest period that the last closed meeting of the series saw, where it is an earlier one."""
    earlier = agendas_visible_to(actor).filter(
        review__series=review.series_id, review__starts_at__lt=review.starts_at, review__closed_at__isnull=False
    )
    content = earlier.order_by("-review__starts_at").values_list("content", flat=True).first()
    if not content or not content.get("period"):
        return None
    found = Period.parse(content["period"])
    return found if found.frequency == period.frequency and found.start < period.start else None


def _due(day: Any, owner: Any) -> dict[str, Any]:
    return {"due": day.isoformat() if day else None, "who": owner.name if owner else None}


def _kept(line: ReviewLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ("kind", "number", "code", "name", "facts")}


def _seen(actor: Actor, lines: Sequence[ReviewLine]) -> dict[str, set[int]]:
    """By kind the numbers of those things that the actor may see; for the office those that are gone as well."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        wanted[line.kind].add(line.number)
        for one in line.facts.get("why", ()):
            wanted[one["kind"]].add(one["number"])
    seen: dict[str, set[int]] = {kind: set() for kind in wanted}
    for kind, number in _of_kinds({kind: things()[kind].visible_to(actor) for kind in wanted}, wanted):
        seen[kind].add(number)
    if actor.has(Right.SEE_PRIVATE):
        lacking = {kind: numbers - seen[kind] for kind, numbers in wanted.items() if numbers - seen[kind]}
        still_there = set(_of_kinds({kind: things()[kind].model._base_manager.all() for kind in lacking}, lacking))
        for kind, numbers in lacking.items():
            seen[kind] |= {number for number in numbers if (kind, number) not in still_there}
    return seen


def _of_kinds(rows: Mapping[str, QuerySet[Any]], numbers: Mapping[str, set[int]]) -> Iterator[tuple[str, int]]:
    """Which of these numbers are among the rows of each kind. One query, however many kinds."""
    asked = [
        found.order_by().filter(pk__in=numbers[kind]).values_list(Value(kind, output_field=CharField()), "pk")
        for kind, found in rows.items()
    ]
    return iter(asked[0].union(*asked[1:], all=True)) if asked else iter(())


def _is_seen(line: ReviewLine, seen: Mapping[str, set[int]]) -> bool:
    return line.number in seen.get(line.kind, ())


def _only_seen(line: ReviewLine, seen: Mapping[str, set[int]]) -> ReviewLine:
    if "why" not in line.facts:
        return line
    why = [one for one in line.facts["why"] if one["number"] in seen.get(one["kind"], ())]
    return ReviewLine(line.kind, line.number, line.code, line.name, {**line.facts, "why": why})
