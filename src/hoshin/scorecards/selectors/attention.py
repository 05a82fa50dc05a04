"""What of a scorecard needs somebody: objectives off track or at risk, values that are late, figures that were restated.

It is found in the stored scores of the period, by their statuses, however large the plan is; the tree is not walked.
Nobody's own goals are named here: a scorecard that all can see is no list of persons who are behind.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.org.models import Unit
from hoshin.scorecards.figures import shows
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_ever_visible_to, nodes_visible_to
from hoshin.scorecards.selectors.lines import NodeLine, ShownOverride
from hoshin.scorecards.selectors.nodes import holding_on
from hoshin.scorecards.selectors.shown_status import shown_as
from hoshin.scorecards.statuses import LATE, STATUSES
from hoshin.strategy.models import Plan

MOST_FOUND = 2_000
NAMED = 3
# From how many points on a restated score is worth a word.
RESTATED_FROM = 1.0
OFF_TRACK, AT_RISK, RESTATED = "off_track", "at_risk", "restated"
_TONES = {"poor": OFF_TRACK, "fair": AT_RISK}
# Goals that people took on for themselves, and key results of these: they are looked after where people meet them.
_OF_PEOPLE = Q(objective__commitment__isnull=False, objective__unit=None)
_OF_THEIR_GOALS = Q(measure__serves__parent__commitment__isnull=False, measure__serves__parent__unit=None)
_TOLD = {number: _TONES[word.tone] for number, word in STATUSES.items() if word.tone in _TONES}


@dataclass(frozen=True, slots=True)
class AttentionCounts:
    """How many objectives are off track and at risk, and how many values are late."""

    off_track: int = 0
    at_risk: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs somebody. `why`: off_track, at_risk, late or restated; `is_of_units`: units report it."""

    why: str
    node: int
    line: NodeLine | None = None
    is_of_units: bool = False


@dataclass(frozen=True, slots=True)
class Attention:
    """All of it counted, by perspective where it belongs to one, and the first things to do. `is_cut`: there are more."""

    total: AttentionCounts = AttentionCounts()
    by_perspective: Mapping[int, AttentionCounts] = field(default_factory=dict)
    needs: Sequence[Need] = ()
    is_cut: bool = False

    @property
    def nodes(self) -> set[int]:
        return {need.node for need in self.needs}

    def with_lines(self, lines: Mapping[int, NodeLine]) -> "Attention":
        """The same with how these things stand; what cannot be seen is left out."""
        seen = [replace(need, line=lines[need.node]) for need in self.needs if need.node in lines]
        return replace(self, needs=seen)


NOTHING = Attention()


@dataclass(frozen=True, slots=True)
class _Found:
    """A node that needs somebody, with the perspective to which it belongs."""

    need: Need
    perspective: int | None


def attention_found(
    actor: Actor,
    plan: Plan,
    unit: Unit | None,
    period: Period,
    *,
    is_closed: bool,
    overrides: Mapping[int, Sequence[ShownOverride]],
) -> Attention:
    """What needs somebody in a period of a plan, or of one of its units: two queries, without lines.

    `is_closed`: the period. `overrides`: the statuses set by hand in the plan.
    """
    by_hand = _last_set(overrides, period, is_closed)
    nodes = nodes_ever_visible_to(actor).filter(plan=plan, unit=unit)
    nodes = nodes.exclude(_OF_PEOPLE).exclude(_OF_THEIR_GOALS)
    nodes = nodes.annotate(now=FilteredRelation("scores", condition=Q(scores__period=period.start)))
    objectives = list(_objectives(nodes, is_closed, by_hand))
    is_late = shown_as(LATE, plan, NodeKind.MEASURE, period, is_closed, by_hand)
    late, is_late_cut = _late(actor, nodes, plan, period, is_late)
    found = {why: [one for one in objectives if one.need.why == why] for why in (OFF_TRACK, AT_RISK, RESTATED)}
    by_perspective = {
        perspective: _counts([one for one in objectives if one.perspective == perspective], late, perspective)
        for perspective in {one.perspective for one in (*objectives, *late)}
        if perspective is not None
    }
    needs = _first(found[OFF_TRACK] + found[AT_RISK], _once(late), found[RESTATED])
    return Attention(
        AttentionCounts(len(found[OFF_TRACK]), len(found[AT_RISK]), len(_once(late))),
        by_perspective,
        needs,
        is_late_cut or len(objectives) >= MOST_FOUND,
    )


def _last_set(overrides: Mapping[int, Sequence[ShownOverride]], period: Period, is_closed: bool) -> dict[int, int]:
    """The status set by hand last that counts in the period, by node: a closed one keeps what it was closed with."""
    counting = {
        node: [one.status for one in held if not is_closed or one.starts_on <= period.end]
        for node, held in overrides.items()
    }
    return {node: statuses[-1] for node, statuses in counting.items() if statuses}


def _objectives(nodes: QuerySet[Node], is_closed: bool, by_hand: Mapping[int, int]) -> Iterator[_Found]:
    """Objectives off track, the lowest first, then those at risk; and those whose official figure is no longer found."""
    told = shows("now", is_closed, status__in=list(_TOLD)) & ~Q(pk__in=list(by_hand))
    chosen = Q(pk__in=[node for node, status in by_hand.items() if status in _TOLD])
    moved = Q(now__closed_score__isnull=False, now__score__isnull=False) & (
        Q(now__score__gte=F("now__closed_score") + RESTATED_FROM)
        | Q(now__score__lte=F("now__closed_score") - RESTATED_FROM)
    )
    wanted = told | chosen | moved if is_closed else told | chosen
    rows: Any = nodes.filter(wanted, kind=NodeKind.OBJECTIVE)
    figures = rows.values_list(
        "pk", "objective__perspective", "now__status", "now__closed_status", "now__score", "now__closed_score"
    )
    scored = []
    for node, perspective, status, closed_status, score, closed_score in figures[:MOST_FOUND]:
        shown = by_hand.get(node, status if closed_status is None else closed_status)
        official = score if closed_status is None else closed_score
        if shown in _TOLD:
            scored.append((official if official is not None else -1.0, _Found(Need(_TOLD[shown], node), perspective)))
        if closed_score is not None and score is not None and abs(score - closed_score) >= RESTATED_FROM:
            scored.append((-abs(score - closed_score), _Found(Need(RESTATED, node), perspective)))
    yield from (one for _score, one in sorted(scored, key=lambda pair: (pair[0], pair[1].need.node)))


def _late(actor: Actor, nodes: QuerySet[Node], plan: Plan, period: Period, is_late: Q) -> tuple[list[_Found], bool]:
    """Measures whose value is late, once for each perspective that they serve; and whether there may be more."""
    late = nodes.filter(is_late, kind=NodeKind.MEASURE)
    late = late.annotate(above=FilteredRelation("parent_edges", condition=holding_on(period.end, "parent_edges__")))
    of_units = nodes_visible_to(actor).filter(plan=plan, measure=OuterRef("measure"), unit__isnull=False)
    rows = late.annotate(has_units=Exists(of_units)).order_by("measure__code", "pk")
    places = rows.values_list("pk", "above__parent__objective__perspective", "has_units")
    read = list(places[:MOST_FOUND])
    # One that serves two objectives of a perspective stands there twice: counted are places, cut are rows.
    found = [
        _Found(Need("late", node, is_of_units=has_units), perspective)
        for node, perspective, has_units in dict.fromkeys(read)
    ]
    return found, len(read) >= MOST_FOUND


def _once(late: Iterable[_Found]) -> list[_Found]:
    return list({one.need.node: one for one in late}.values())


def _counts(objectives: Iterable[_Found], late: Iterable[_Found], perspective: int) -> AttentionCounts:
    counted = Counter(one.need.why for one in objectives)
    return AttentionCounts(counted[OFF_TRACK], counted[AT_RISK], sum(one.perspective == perspective for one in late))


def _first(*kinds: Sequence[_Found]) -> list[Need]:
    """One of each kind before a second of any, as far as a screen has room."""
    longest = max(map(len, kinds))
    turns = [kind[turn].need for turn in range(min(longest, NAMED)) for kind in kinds if turn < len(kind)]
    return turns[:NAMED]
