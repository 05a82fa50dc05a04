"""Half a year of one team's feedback, recognition, 1:1s and blockers, each said by whoever says it, at its time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.checkins.services import answer_blocker, raise_blocker
from hoshin.demo import plan
from hoshin.demo.conversation_words import (
    ACTIONS,
    BLOCKERS,
    DECLINED,
    FEEDBACK,
    NOTES,
    POINTS,
    RECOGNITIONS,
    REQUESTS,
    SKIPPED,
)
from hoshin.feedback.services import ask_for_feedback, decline_feedback, recognise, write_feedback
from hoshin.meetings.models import Cadence, OneOnOne
from hoshin.meetings.services import (
    add_action_item,
    add_agenda_item,
    change_action_item,
    hold_meeting,
    propose_one_on_one,
    skip_meeting,
)
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

HELD_WEEKS = 24
SayingStep = tuple[datetime, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one team by their place in it, each as whom they act."""

    people: dict[str, Person]
    actors: dict[str, Actor]

    @property
    def led(self) -> list[str]:
        return ["E", *(place for place in self.people if place.isdigit())]


def talk(manager: User, employee: User, face: str) -> None:
    """Say all of it, in the order of its time."""
    team = _team(manager, employee, face)
    steps = [*_recognitions(team), *_feedback(team), *_requests(team), *_blockers(team), *_meetings(team)]
    for instant, say in sorted(steps, key=lambda step: step[0]):
        with clock.fixed(instant):
            say()


def _team(manager: User, employee: User, face: str) -> Team:
    leads = Person.objects.get(user=manager)
    people = {"M": leads, "D": Person.objects.get(pk=leads.manager_id), "E": Person.objects.get(user=employee)}
    people["L"] = Person.objects.filter(manager=people["D"], unit=leads.unit).exclude(pk=leads.pk).order_by("pk")[0]
    others = Person.objects.filter(manager=leads).exclude(pk=people["E"].pk).order_by("pk")
    people |= {str(number): person for number, person in enumerate(others, start=1)}
    users = User.objects.in_bulk([person.user_id for person in people.values()])
    return Team(people, {place: Actor.of(users[person.user_id or 0], face) for place, person in people.items()})


def _days_ago(days: int, hour: int = 14) -> datetime:
    return min(clock.now(), (clock.now() - timedelta(days=days)).replace(hour=hour, minute=5))


def _recognitions(team: Team) -> Iterator[SayingStep]:
    for days, giver, to, value, text in RECOGNITIONS:
        said = {"person": team.people[to], "text": text, "value": plan.VALUES[value]}
        yield _days_ago(days), lambda giver=giver, said=said: recognise(team.actors[giver], **said)


def _feedback(team: Team) -> Iterator[SayingStep]:
    for days, giver, to, with_manager, text in FEEDBACK:
        shown_to = team.people[to].manager if with_manager else None
        said = {"receiver": team.people[to], "text": text, "shown_to": shown_to}
        yield _days_ago(days, 15), lambda giver=giver, said=said: write_feedback(team.actors[giver], **said)


def _requests(team: Team) -> Iterator[SayingStep]:
    for days, asker, asked, question in REQUESTS:
        yield _days_ago(days, 10), lambda one=(asker, asked, question): _ask(team, *one)


def _ask(team: Team, asker: str, asked: tuple[str, ...], question: str) -> None:
    requests = ask_for_feedback(team.actors[asker], people=[team.people[one] for one in asked], question=question)
    if asked == ("E",):
        decline_feedback(team.actors["E"], request=requests[0], word=DECLINED)


def _blockers(team: Team) -> Iterator[SayingStep]:
    for number, (place, text, answer) in enumerate(BLOCKERS):
        yield _days_ago(4 + number, 9), lambda one=(place, text, answer): _raise(team, *one)


def _raise(team: Team, place: str, text: str, answer: str) -> None:
    goal = Objective.objects.filter(owner=team.people[place], commitment__isnull=False).order_by("-due_date", "pk")[0]
    blocker = raise_blocker(team.actors[place], objective=goal, text=text)
    if answer:
        answer_blocker(team.actors["M"], blocker=blocker, answer=answer)


def _meetings(team: Team) -> Iterator[SayingStep]:
    """A 1:1 with each whom the manager leads, every two weeks, half an hour apart."""
    first = clock.today() - timedelta(weeks=HELD_WEEKS)
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
    for number, place in enumerate(team.led):
        at = time(9 + number, 30)
        begins = clock.now().replace(year=tuesday.year, month=tuesday.month, day=tuesday.day, hour=8)
        rule = {"starts_on": tuesday, "at": at, "cadence": Cadence.TWO_WEEKS, "time_zone": "America/Toronto"}
        yield (
            begins,
            lambda place=place, rule=rule: propose_one_on_one(team.actors["M"], partner=team.people[place], **rule),
        )
        days = [tuesday + timedelta(weeks=2 * turn) for turn in range(HELD_WEEKS // 2)]
        for turn, day in enumerate(day for day in days if day < clock.today() - timedelta(days=1)):
            held = begins.replace(year=day.year, month=day.month, day=day.day, hour=20)
            yield held, lambda one=(place, day, turn + 2 * number): _hold(team, *one)
        yield _days_ago(1, 16), lambda place=place, number=number: _prepare(team, place, number)


def _one_on_one(team: Team, place: str) -> OneOnOne:
    return OneOnOne.objects.get(organiser=team.people["M"], partner=team.people[place])


def _hold(team: Team, place: str, day: object, turn: int) -> None:
    one = _one_on_one(team, place)
    if turn % 9 == 7:
        skip_meeting(team.actors["M"], one_on_one=one, day=day, reason=SKIPPED)
        return
    hold_meeting(team.actors["M"], one_on_one=one, day=day, notes=NOTES[turn % len(NOTES)])
    if turn % 3 == 0:
        text, owner, due = ACTIONS[turn // 3 % len(ACTIONS)]
        person = team.people["M" if owner == "M" else place]
        item = add_action_item(
            team.actors["M"], one_on_one=one, text=text, owner=person, due_on=day + timedelta(days=due), day=day
        )
        if day < clock.today() or turn % 2:
            change_action_item(team.actors["M"], item=item, done_on=day)


def _prepare(team: Team, place: str, number: int) -> None:
    one = _one_on_one(team, place)
    for actor, text in (("M", POINTS[number % len(POINTS)]), (place, POINTS[(number + 1) % len(POINTS)])):
        add_agenda_item(team.actors[actor], one_on_one=one, text=text)
