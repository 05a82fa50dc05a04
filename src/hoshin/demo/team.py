"""The team that talks in the demonstration, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.org.models import Person

SayingStep = tuple[datetime, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """The people of one team by their place in it, each as whom they act."""

    people: dict[str, Person]
    actors: dict[str, Actor]

    @property
    def led(self) -> list[str]:
        return ["E", *(place for place in self.people if place.isdigit())]

    @property
    def led_beside(self) -> list[str]:
        """Whoever the lead of the other team leads."""
        return [place for place in self.people if place.startswith("L") and place != "L"]


def team_of(manager: User, employee: User, face: str) -> DemoTeam:
    """The team that somebody leads, with whom leads the unit and whom another team."""
    leads = Person.objects.get(user=manager)
    people = {"M": leads, "D": Person.objects.get(pk=leads.manager_id), "E": Person.objects.get(user=employee)}
    people["L"] = Person.objects.filter(manager=people["D"], unit=leads.unit).exclude(pk=leads.pk).order_by("pk")[0]
    others = Person.objects.filter(manager=leads).exclude(pk=people["E"].pk).order_by("pk")
    people |= {str(number): person for number, person in enumerate(others, start=1)}
    beside = Person.objects.filter(manager=people["L"], user__isnull=False).order_by("pk")
    people |= {f"L{number}": person for number, person in enumerate(beside, start=1)}
    users = User.objects.in_bulk([person.user_id for person in people.values()])
    return DemoTeam(people, {place: Actor.of(users[person.user_id or 0], face) for place, person in people.items()})


def days_ago(days: int, hour: int = 14) -> datetime:
    """An hour of a day, but never to come."""
    return min(clock.now(), (clock.now() - timedelta(days=days)).replace(hour=hour, minute=5))
