"""Half a year of one team's feedback, recognition, 1:1s and blockers, each said by whoever says it, at its time."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.checkins.services import answer_blocker, raise_blocker
from hoshin.demo import plan
from hoshin.demo.catchball import catchball
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
from hoshin.demo.team import DemoTeam, SayingStep, days_ago, team_of
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
from hoshin.strategy.models import Objective

HELD_WEEKS = 24
STILL_TO_DO = timedelta(weeks=5)


def talk(manager: User, employee: User, face: str) -> None:
    """Say all of it, in the order of its time."""
    team = team_of(manager, employee, face)
    steps = [*_recognitions(team), *_feedback(team), *_requests(team), *_blockers(team), *_meetings(team)]
    steps += catchball(team)
    for instant, say in sorted(steps, key=lambda step: step[0]):
        with clock.fixed(instant):
            say()


def _recognitions(team: DemoTeam) -> Iterator[SayingStep]:
    for days, giver, to, value, text in RECOGNITIONS:
        said = {"person": team.people[to], "text": text, "value": plan.VALUES[value]}
        yield days_ago(days), lambda giver=giver, said=said: recognise(team.actors[giver], **said)


def _feedback(team: DemoTeam) -> Iterator[SayingStep]:
    for days, giver, to, with_manager, text in FEEDBACK:
        shown_to = team.people[to].manager if with_manager else None
        said = {"receiver": team.people[to], "text": text, "shown_to": shown_to}
        yield days_ago(days, 15), lambda giver=giver, said=said: write_feedback(team.actors[giver], **said)


def _requests(team: DemoTeam) -> Iterator[SayingStep]:
    for days, asker, asked, question in REQUESTS:
        yield days_ago(days, 10), lambda one=(asker, asked, question): _ask(team, *one)


def _ask(team: DemoTeam, asker: str, asked: tuple[str, ...], question: str) -> None:
    requests = ask_for_feedback(team.actors[asker], people=[team.people[one] for one in asked], question=question)
    if asked == ("E",):
        decline_feedback(team.actors["E"], request=requests[0], word=DECLINED)


def _blockers(team: DemoTeam) -> Iterator[SayingStep]:
    for number, (place, text, answer) in enumerate(BLOCKERS):
        yield days_ago(4 + number, 9), lambda one=(place, text, answer): _raise(team, *one)


def _raise(team: DemoTeam, place: str, text: str, answer: str) -> None:
    goal = Objective.objects.filter(owner=team.people[place], commitment__isnull=False).order_by("-due_date", "pk")[0]
    blocker = raise_blocker(team.actors[place], objective=goal, text=text)
    if answer:
        answer_blocker(team.actors["M"], blocker=blocker, answer=answer)


def _meetings(team: DemoTeam) -> Iterator[SayingStep]:
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
            is_long_ago = day < clock.today() - STILL_TO_DO
            yield held, lambda one=(place, day, turn + 2 * number, is_long_ago): _hold(team, *one)
        yield days_ago(1, 16), lambda place=place, number=number: _prepare(team, place, number)


def _one_on_one(team: DemoTeam, place: str) -> OneOnOne:
    return OneOnOne.objects.get(organiser=team.people["M"], partner=team.people[place])


def _hold(team: DemoTeam, place: str, day: date, turn: int, is_long_ago: bool) -> None:
    """What was agreed to be done long ago is done."""
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
        if is_long_ago or turn % 2:
            change_action_item(team.actors["M"], item=item, done_on=day)


def _prepare(team: DemoTeam, place: str, number: int) -> None:
    one = _one_on_one(team, place)
    for actor, text in (("M", POINTS[number % len(POINTS)]), (place, POINTS[(number + 1) % len(POINTS)])):
        add_agenda_item(team.actors[actor], one_on_one=one, text=text)
