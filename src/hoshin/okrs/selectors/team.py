"""Who reports to somebody, and whether it is clear what is expected of them."""

from dataclasses import dataclass

from django.db.models import Count

from hoshin.accounts.access import Actor
from hoshin.okrs.policies import commitments_visible_to
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.presence import is_still_here
from hoshin.org.relations import own_person

MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class TeamByGoals:
    """The first of those who report to somebody, who has fewest goals first, each with how many; and all of them counted."""

    people: tuple[tuple[Person, int], ...] = ()
    count: int = 0
    without: int = 0


def reports_by_goals(actor: Actor, most: int) -> TeamByGoals:
    """Those who report to the actor today, with how many goals that count they took on. One query; two of a team."""
    if actor.user_id is None:
        return TeamByGoals()
    reports = {
        person.pk: person
        for person in people_visible_to(actor).filter(is_still_here(), manager=own_person(actor))[:MOST_COUNTED]
    }
    if not reports:
        return TeamByGoals()
    standing = commitments_visible_to(actor).filter(objective__removed_on=None, is_draft=False, archived_on=None)
    owners = standing.filter(objective__owner__in=reports).order_by().values_list("objective__owner")
    counts = dict(owners.annotate(count=Count("pk")).values_list("objective__owner", "count"))
    by_goals = sorted(reports.values(), key=lambda person: (counts.get(person.pk, 0), person.name, person.pk))
    without = sum(person.pk not in counts for person in by_goals)
    return TeamByGoals(tuple((one, counts.get(one.pk, 0)) for one in by_goals[:most]), len(by_goals), without)
