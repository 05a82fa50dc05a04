"""The evidence pack of a promotion: what speaks for it, what against it, what is missing, and how complete it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.checkins.policies import check_ins_visible_to
from hoshin.feedback.policies import feedback_visible_to
from hoshin.growth.models import AssessedBy, CaseItem, CaseSide, PromotionCase
from hoshin.growth.policies import case_items_visible_to, promotion_cases_visible_to
from hoshin.growth.selectors.framework import Expected, expected_of
from hoshin.growth.selectors.standing import latest_assessments
from hoshin.meetings.policies import meetings_visible_to
from hoshin.org.evidence import Evidence, EvidenceGroup, evidence_between, evidence_sources, moments_of
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.positions import positions_of
from hoshin.org.rounds import rounds_held
from hoshin.strategy.policies import objectives_visible_to

LEAST_COMPLETE, LEAST_EVIDENCED = 0.6, 0.8
LEAST_ITEMS, LEAST_PEOPLE, LEAST_ROUNDS = 2, 2, 2
# Where no day is known from which somebody has their level.
TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Premise:
    """A part that a pack has or lacks."""

    label: str | Promise
    is_there: bool


@dataclass(frozen=True, slots=True)
class RoleCriterion:
    """A competency that the next role expects: how many dated items speak for it, of how many people."""

    expected: Expected
    items: int
    people: int

    @property
    def is_evidenced(self) -> bool:
        return self.items >= LEAST_ITEMS and self.people >= LEAST_PEOPLE


@dataclass(frozen=True, slots=True)
class CasePack:
    """All of it. `completeness`: parts that are there of all that apply, 0 to 1; `evidenced`: of the criteria; `since`: the
    day from which the person has their level, and `rounds`: of reviews that they went through at it, both None where no day
    is known; `is_ready`: the rule of promotions says that it may be discussed as ready, which decides nothing."""

    row: PromotionCase
    items: list[CaseItem]
    criteria: list[RoleCriterion]
    premises: list[Premise]
    since: date | None
    rounds: int | None

    @property
    def completeness(self) -> float:
        return sum(premise.is_there for premise in self.premises) / len(self.premises)

    @property
    def evidenced(self) -> float | None:
        return sum(one.is_evidenced for one in self.criteria) / len(self.criteria) if self.criteria else None

    @property
    def rule(self) -> list[Premise]:
        """What the rule of promotions asks for, and whether it is so."""
        rounds = translated("%(count)s of two rounds of reviews at the level") % {"count": min(self.rounds or 0, 2)}
        shown = sum(one.is_evidenced for one in self.criteria)
        said = {"shown": shown, "of": len(self.criteria)}
        criteria = translated("%(shown)s of %(of)s criteria are shown, of which four in five are asked for") % said
        is_evidenced = self.evidenced is not None and self.evidenced >= LEAST_EVIDENCED
        return [
            Premise(rounds, (self.rounds or 0) >= LEAST_ROUNDS),
            Premise(criteria, is_evidenced),
            Premise(translated("no case of integrity is open"), self.row.is_clear is True),
        ]

    @property
    def is_ready(self) -> bool:
        return all(premise.is_there for premise in self.rule)


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """What stands of a person in their time at the level, between two days, by kind and as far as the reader sees it."""

    since: date
    until: date
    kinds: list[tuple[str | Promise, list[Evidence]]]


def case_by_number(actor: Actor, pk: int) -> PromotionCase:
    """A case that the actor sees. NotFound otherwise."""
    related = ("person__unit", "to_role", "opened_by", "decided_by")
    row = promotion_cases_visible_to(actor).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise NotFound("promotion", str(pk))
    return row


def case_item_by_number(actor: Actor, pk: int) -> CaseItem:
    """An item of a case that the actor sees. NotFound otherwise."""
    row = case_items_visible_to(actor).select_related("case__person").filter(pk=pk).first()
    if row is None:
        raise NotFound("item", str(pk))
    return row


def cases_listed(actor: Actor) -> list[PromotionCase]:
    """Those that the actor sees, open ones first."""
    rows = promotion_cases_visible_to(actor).select_related("person", "to_role", "opened_by")
    return sorted(rows[:200], key=lambda row: not row.is_open)


def case_pack(actor: Actor, case: PromotionCase) -> CasePack:
    """The pack as it stands. Seven queries."""
    rows = case_items_visible_to(actor).filter(case=case).select_related("competency", "by")
    items = list(rows.order_by("-seen_on", "pk"))
    expected = expected_of(actor, [case.to_role_id])[case.to_role_id]
    sides = latest_assessments(actor, case.person)
    since = _at_level_since(actor, case)
    shown = _what_is_shown(actor, case.person, *_time_of(case, since))
    rounds = None if since is None else rounds_held(actor, case.person, since)
    said = {source for _competency, source in sides}
    criteria = [_criterion(one, items) for one in expected]
    premises = [
        Premise(_("their own assessment"), AssessedBy.SELF.value in said),
        Premise(_("a manager's assessment"), AssessedBy.MANAGER.value in said),
        Premise(_("goals of the time at the level"), "goals" in shown),
        Premise(_("check-ins of it, or notes of 1:1s"), "talks" in shown),
        Premise(_("feedback that they were given in it"), "feedback" in shown),
        Premise(_("a round of reviews at the level"), bool(rounds)),
        Premise(_("something dated that speaks for it"), any(one.side == CaseSide.FOR for one in items)),
        Premise(_("a look for what speaks against it"), case.against_said),
        Premise(_("two people at least who saw something"), len({one.by_id for one in items if one.by_id}) >= 2),
        Premise(_("how long they have had their level"), since is not None),
        Premise(_("whether a case of integrity is open"), case.is_clear is not None),
    ]
    return CasePack(case, items, criteria, premises, since, rounds)


def evidence_of_case(actor: Actor, case: PromotionCase, groups: Collection[EvidenceGroup]) -> CaseEvidence:
    """What stands of the person of a case in their time at the level, of some groups of kinds, as the actor may see it."""
    since, until = _time_of(case, _at_level_since(actor, case))
    sources = [source for source in evidence_sources() if source.group in groups]
    found = evidence_between(actor, case.person, since, until, sources)
    by_kind = [(source.label, [one for one in found if one.kind == source.code]) for source in sources]
    return CaseEvidence(since, until, [(label, rows) for label, rows in by_kind if rows])


def _time_of(case: PromotionCase, since: date | None) -> tuple[date, date]:
    """From the day on which the person came to their level until the decision, or today."""
    until = case.decided_on or clock.today()
    return min(since or until - TWO_YEARS, until), until


def _what_is_shown(actor: Actor, person: Person, since: date, until: date) -> set[str]:
    """Which kinds of what shows their work there are at all between two days, as far as the actor sees them. One query."""
    runs = (Q(start_date=None) | Q(start_date__lte=until)) & (Q(due_date=None) | Q(due_date__gte=since))
    pair = Q(one_on_one__organiser=person) | Q(one_on_one__partner=person)
    asked: dict[str, list[QuerySet[Any]]] = {
        "goals": [objectives_visible_to(actor).filter(runs, owner=person)],
        "talks": [
            check_ins_visible_to(actor).filter(objective__owner=person, checked_on__range=(since, until)),
            meetings_visible_to(actor).filter(pair, day__range=(since, until)).exclude(notes=""),
        ],
        "feedback": [feedback_visible_to(actor).filter(receiver=person, given_at__range=moments_of(since, until))],
    }
    there = {name: Q(*(Q(Exists(rows)) for rows in kinds), _connector=Q.OR) for name, kinds in asked.items()}
    annotated = {name: Case(When(condition, then=True), default=False) for name, condition in there.items()}
    row = people_visible_to(actor).filter(pk=person.pk).annotate(**annotated).values(*annotated).first()
    return {name for name, is_there in (row or {}).items() if is_there}


def _criterion(expected: Expected, items: Sequence[CaseItem]) -> RoleCriterion:
    own = [one for one in items if one.competency_id == expected.competency.pk and one.side == CaseSide.FOR]
    return RoleCriterion(expected, len(own), len({one.by_id for one in own if one.by_id}))


def _at_level_since(actor: Actor, case: PromotionCase) -> date | None:
    """Since when the person has family and level of now; None where no day is known."""
    since = case.person.start_date
    for position in positions_of(actor, case.person):
        said = position.said
        if (said.job_family, said.level) != (case.person.job_family, case.person.level):
            break
        since = position.since
    return since
