"""Who is offered something to learn, approved, proposed and promoted, screened over groups: for HR of units."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.assembly import ImpactLine, PersonReached, impact_lines
from hoshin.growth.models import CaseState, RequestState
from hoshin.growth.policies import (
    career_moves_visible_to,
    expectations_visible_to,
    goal_skills_visible_to,
    job_roles_visible_to,
    learning_records_visible_to,
    learning_requests_visible_to,
    learning_skills_visible_to,
    people_of_ones_hr,
    promotion_cases_visible_to,
)
from hoshin.growth.selectors.needs import is_active
from hoshin.growth.selectors.standing import levels_by_person
from hoshin.org.models import Person

OFFERED, APPROVED, PROPOSED, PROMOTED = "offered", "approved", "proposed", "promoted"
# What is screened: offers as they stand today, approvals of one year, promotions of two.
OUTCOMES = {
    OFFERED: _("Something to learn is offered, by the rules, as people stand today"),
    APPROVED: _("Learning that was asked for and approved within a year"),
    PROPOSED: _("Proposed for a promotion within two years"),
    PROMOTED: _("Promoted within two years"),
}
_YEAR = timedelta(days=365)


def impact_screen(actor: Actor) -> list[ImpactLine]:
    """The screen over the people of whose units the actor is HR; of nobody else, and without the actor. Ten queries."""
    people = list(people_of_ones_hr(actor).order_by().only("pk", "fte", "location", "job_family", "level"))
    if not people:
        return []
    reached = {OFFERED: people_offered_learning(actor, people)} | _decided(actor)
    return impact_lines(
        [
            PersonReached(
                one.fte < 1,
                one.location.strip(),
                (one.job_family.casefold(), one.level.casefold()),
                frozenset(outcome for outcome, those in reached.items() if one.pk in those),
            )
            for one in people
        ],
        list(OUTCOMES),
    )


def people_offered_learning(actor: Actor, people: Collection[Person]) -> set[int]:
    """To whom of people the catalogue offers something, by the rule of `learning_for`. Seven queries."""
    own = {one.pk for one in people}
    levels = levels_by_person(actor, own)
    wanted_by_role = _wanted_by_role(actor)
    goals = _wanted_by_goals(actor, own)
    helps = _helps(actor)
    done = defaultdict(set)
    records = learning_records_visible_to(actor).filter(expires_on=None)
    for person, item in records.values_list("person", "item"):
        done[person].add(item)
    found = set()
    for one in people:
        stands = levels.get(one.pk, {})
        wants = [wanted_by_role.get((one.job_family.casefold(), one.level.casefold()), []), goals.get(one.pk, [])]
        gaps = {pk for pairs in wants for pk, level in pairs if pk in stands and stands[pk] < level}
        if any(to > stands[pk] and item not in done[one.pk] for pk in gaps for item, to in helps.get(pk, [])):
            found.add(one.pk)
    return found


def _decided(actor: Actor) -> dict[str, set[int]]:
    today = clock.today()
    requests = learning_requests_visible_to(actor).filter(state=RequestState.APPROVED, decided_on__gte=today - _YEAR)
    cases = promotion_cases_visible_to(actor)
    proposed = cases.filter(opened_on__gte=today - 2 * _YEAR)
    promoted = cases.filter(state=CaseState.PROMOTED, decided_on__gte=today - 2 * _YEAR)
    return {
        APPROVED: set(requests.order_by().values_list("person", flat=True)),
        PROPOSED: set(proposed.order_by().values_list("person", flat=True)),
        PROMOTED: set(promoted.order_by().values_list("person", flat=True)),
    }


def _wanted_by_role(actor: Actor) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """What people of a family and level are expected to reach: by their role, and by the first role that comes next."""
    expected: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for role, competency, level in expectations_visible_to(actor).values_list("role", "competency", "level"):
        expected[role].append((competency, level))
    first: dict[int, int] = {}
    moves = career_moves_visible_to(actor).order_by().values_list("from_role", "to_role", "kind", "pk")
    for start, end, _kind, _pk in sorted(moves, key=lambda move: (move[2] != "upward", move[3])):
        first.setdefault(start, end)
    roles = job_roles_visible_to(actor).values_list("pk", "job_family", "level")
    return {
        (family.casefold(), level.casefold()): expected[pk] + expected.get(first.get(pk, 0), [])
        for pk, family, level in roles
    }


def _wanted_by_goals(actor: Actor, people: set[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = goal_skills_visible_to(actor).filter(is_active(), objective__owner__isnull=False)
    for owner, competency, level in rows.values_list("objective__owner", "competency", "level"):
        if owner in people:
            found[owner].append((competency, level))
    return found


def _helps(actor: Actor) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = learning_skills_visible_to(actor).filter(item__is_offered=True)
    for competency, item, level in rows.values_list("competency", "item", "to_level"):
        found[competency].append((item, level))
    return found
