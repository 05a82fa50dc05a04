"""Finds results, groups that look at them together, changes and appeals, as far as the actor may see them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import Count, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.relations import is_self
from hoshin.reviews.assembly import NineBoxPlace, ScreenLine, boxes_of, may_compare_raters, screen_of_results
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    ChangeVerdict,
    CycleState,
    ReviewAppeal,
    ReviewCycle,
    ReviewResult,
)
from hoshin.reviews.packs import missing_text
from hoshin.reviews.policies import (
    appeals_to_answer,
    appeals_visible_to,
    changes_visible_to,
    cycles_visible_to,
    groups_visible_to,
    results_visible_to,
    seats_visible_to,
)
from hoshin.reviews.questions import ReviewSource

MOST_IN_GROUP = 300
MOST_APPEALS = 20
# Fewer people show counts alone: shares of so few say nothing.
LEAST_SHARES = 30
# As few people somebody rated say nothing of how they rate.
LEAST_OF_RATER = 8
# A score that moved by less shows the same.
LEAST_MOVED = 0.005


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A result of a group, the change that waits or was made of it, and its place among nine boxes, if it has one.

    `missing`: what of the evidence was not there, in words, where that is too much of it.
    """

    result: ReviewResult
    change: CalibrationChange | None
    box: NineBoxPlace | None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class RaterLine:
    """How somebody rated the people of a group as their manager: how many lie at each whole step from 1 to 5, and the mean.

    `is_small`: of so few nothing follows.
    """

    name: str
    steps: list[int]
    mean: float

    @property
    def people(self) -> int:
        return sum(self.steps)

    @property
    def is_small(self) -> bool:
        return self.people < LEAST_OF_RATER


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A group: its cases, the ones to be talked about first, by lot; how scores lie, computed and now; who gave them.

    `before` and `after`: how many lie at each whole step from 1 to 5. `by_rater`: how each manager rated.
    `may_compare`: raters of the cycle see the same well enough, or it is not known, for their means to be held side by side.
    `shift`: by how much scores moved since they were computed, on average over all who have one.
    """

    lines: list[CaseLine]
    before: list[int]
    after: list[int]
    by_rater: list[RaterLine]
    may_compare: bool
    changed: int
    raised: int
    lowered: int
    shift: float | None

    @property
    def is_small(self) -> bool:
        return len(self.lines) < LEAST_SHARES

    @property
    def boxes(self) -> list[list[list[CaseLine]]]:
        """Who lies in which of the nine boxes: high potential first, then performance from low to high."""
        placed = [(line, line.box) for line in self.lines if line.box is not None]
        return [
            [[line for line, box in placed if (box.potential, box.performance) == (up, across)] for across in range(3)]
            for up in (2, 1, 0)
        ]


def result_of(actor: Actor, cycle: ReviewCycle, person: Person) -> ReviewResult | None:
    """What came of a cycle for a person, where the actor may see that."""
    rows = results_visible_to(actor).filter(cycle=cycle, person=person)
    return rows.select_related("person", "cycle", "group").first()


def result_by_number(actor: Actor, number: int) -> ReviewResult:
    """One result. NotFound where there is none for the actor."""
    result = results_visible_to(actor).select_related("person", "cycle", "group").filter(pk=number).first()
    if result is None:
        raise NotFound("result of a review", str(number))
    return result


def results_listed(actor: Actor, cycle: ReviewCycle | None = None) -> QuerySet[ReviewResult]:
    """Results of a cycle, or of all, that the actor may see, by name."""
    rows = results_visible_to(actor).select_related("person", "unit", "cycle")
    return (rows.filter(cycle=cycle) if cycle else rows).order_by("person__name", "pk")


def own_results(actor: Actor) -> list[ReviewResult]:
    """The actor's own, the latest first."""
    rows = results_visible_to(actor).filter(is_self(actor, "person")).select_related("cycle", "person")
    return list(rows.order_by("-cycle__released_at")[:20])


def changes_listed(actor: Actor, cycle: ReviewCycle) -> QuerySet[CalibrationChange]:
    """Changes of results of a cycle that the actor may see, by name and in their order."""
    rows = changes_visible_to(actor).filter(result__cycle=cycle).select_related("result__person")
    return rows.order_by("result__person__name", "result", "proposed_at", "pk")


def groups_of(actor: Actor, cycle: ReviewCycle) -> list[tuple[CalibrationGroup, int]]:
    """Groups of a cycle that the actor may know of, each with how many people's results it looks at. One query."""
    rows = groups_visible_to(actor).filter(cycle=cycle).annotate(people=Count("results"))
    return [(group, group.people) for group in rows]


def groups_to_look_at(actor: Actor) -> list[CalibrationGroup]:
    """Groups in which the actor looks at results with others now."""
    rows = groups_visible_to(actor).filter(is_self(actor, "seats__person"), cycle__state=CycleState.CALIBRATING)
    return list(rows.select_related("cycle"))


def people_looked_at(actor: Actor, group: CalibrationGroup) -> QuerySet[Person]:
    """Whose results a group looks at that the actor may know of; never what came of them."""
    groups = groups_visible_to(actor).filter(pk=group.pk).values("pk")
    return _named(actor, Q(review_results__group__in=groups))


def people_left_over(actor: Actor, cycle: ReviewCycle) -> QuerySet[Person]:
    """Whose results in a cycle are in no group yet; never what came of them. For whoever makes the groups."""
    cycles = cycles_visible_to(actor).filter(pk=cycle.pk).values("pk")
    return _named(actor, Q(review_results__cycle__in=cycles, review_results__group=None))


def _named(actor: Actor, which: Q) -> QuerySet[Person]:
    return people_visible_to(actor).filter(which).select_related("unit").order_by("name", "pk")


def group_by_number(actor: Actor, number: int) -> CalibrationGroup:
    """One group. NotFound where there is none for the actor."""
    group = groups_visible_to(actor).select_related("cycle").filter(pk=number).first()
    if group is None:
        raise NotFound("calibration group", str(number))
    return group


def people_of_group(actor: Actor, group: CalibrationGroup) -> list[Person]:
    """Who looks at the results of a group."""
    return [seat.person for seat in seats_visible_to(actor).filter(group=group).select_related("person")]


def calibrated(actor: Actor, group: CalibrationGroup) -> Calibrated:
    """The results of a group that the actor may see. A fixed number of queries."""
    rows = results_visible_to(actor).filter(group=group).select_related("person__manager", "unit")
    # The cycle with its questions would be read once for each of them, and nobody's words are told here.
    rows = rows.defer("voices", "comment")
    results = list(rows.order_by("person__name", "pk")[:MOST_IN_GROUP])
    changes = list(
        changes_visible_to(actor)
        .filter(result__in=[one.pk for one in results])
        .select_related("proposed_by", "decided_by")
        .order_by("proposed_at", "pk")
    )
    latest = {change.result_id: change for change in changes if change.verdict != ChangeVerdict.DECLINED}
    boxes = boxes_of([(one.score, one.error, one.potential) for one in results])
    # Many lack the same, and words are looked up in the language of whoever reads.
    said = {lacks: missing_text(lacks) for lacks in {tuple(one.lacks) for one in results if one.is_thin}}
    lines = [
        CaseLine(one, latest.get(one.pk), box, said.get(tuple(one.lacks), "") if one.is_thin else "")
        for one, box in zip(results, boxes, strict=True)
    ]
    moved = [one.score - one.raw for one in results if one.score is not None and one.raw is not None]
    return Calibrated(
        sorted(lines, key=_turn),
        _steps([one.raw for one in results]),
        _steps([one.score for one in results]),
        _by_rater(results),
        may_compare_raters(group.cycle.agreement),
        len({change.result_id for change in changes if change.verdict == ChangeVerdict.APPROVED}),
        sum(by >= LEAST_MOVED for by in moved),
        sum(by <= -LEAST_MOVED for by in moved),
        sum(moved) / len(moved) if moved else None,
    )


def _turn(line: CaseLine) -> tuple[bool, str, int]:
    """Cases first and by lot, the same for everybody, so that whoever is talked about first is nobody's choice."""
    one = line.result
    lot = blake2b(f"{one.group_id} {one.pk}".encode(), digest_size=8).hexdigest()
    return (not one.flags, lot if one.flags else one.person.name, one.pk)


def _steps(scores: Sequence[float | None]) -> list[int]:
    counts = Counter(min(max(int(score + 0.5), 1), 5) for score in scores if score is not None)
    return [counts[step] for step in range(1, 6)]


def _by_rater(results: Sequence[ReviewResult]) -> list[RaterLine]:
    """By the manager of today: their own ratings where they rated alone, as the sources have them."""
    given: dict[str, list[float]] = {}
    for one in results:
        rated = next((source["mean"] for source in one.sources if source["source"] == ReviewSource.MANAGER), None)
        if rated is not None and one.person.manager is not None:
            given.setdefault(one.person.manager.name, []).append(rated)
    return [RaterLine(name, _steps(scores), sum(scores) / len(scores)) for name, scores in sorted(given.items())]


def screened_scores(actor: Actor, cycle: ReviewCycle) -> list[ScreenLine]:
    """The adverse-impact screen over the results of a cycle that the actor sees, their own left out. One query."""
    return screen_of_results(results_visible_to(actor).filter(cycle=cycle).exclude(is_self(actor, "person")))


def changes_of(actor: Actor, result: ReviewResult) -> list[CalibrationChange]:
    """Changes of a result that the actor may see, the latest first."""
    rows = changes_visible_to(actor).filter(result=result).select_related("proposed_by", "decided_by")
    return list(rows.order_by("-proposed_at", "-pk"))


def change_by_number(actor: Actor, number: int) -> CalibrationChange:
    """One change. NotFound where there is none for the actor."""
    rows = changes_visible_to(actor).select_related("result__cycle", "result__person", "proposed_by")
    change = rows.filter(pk=number).first()
    if change is None:
        raise NotFound("change of a result", str(number))
    return change


def appeal_of(actor: Actor, result: ReviewResult) -> ReviewAppeal | None:
    """The appeal against a result, if there is one and the actor may see it."""
    return appeals_visible_to(actor).filter(result=result).select_related("decided_by").first()


def appeals_waiting(actor: Actor) -> list[ReviewAppeal]:
    """Appeals that wait for the actor's answer, the most pressing first."""
    rows = appeals_to_answer(actor).select_related("result__cycle", "result__person")
    return list(rows.order_by("answer_by", "pk")[:MOST_APPEALS])


def appeal_by_number(actor: Actor, number: int) -> ReviewAppeal:
    """One appeal. NotFound where there is none for the actor."""
    rows = appeals_visible_to(actor).select_related("result__cycle", "result__person", "decided_by")
    appeal = rows.filter(pk=number).first()
    if appeal is None:
        raise NotFound("appeal", str(number))
    return appeal
