"""What people say when they are asked: two surveys that are closed, with what is done about them, one that
runs, and one that is planned.

Between the first two engagement fell in a branch, which is a signal.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Face
from hoshin.base import clock
from hoshin.demo.organisation import PARTS
from hoshin.demo.survey_words import AFTER, COMMENTS, PLANS
from hoshin.org.models import Person
from hoshin.org.people_rules import PeopleRule
from hoshin.pulse.library import QuestionKind, SurveyQuestion
from hoshin.pulse.models import Invitation, Wave, WaveResult, WaveUnit
from hoshin.pulse.selectors import questions_of
from hoshin.pulse.services import close_wave, launch_wave, plan_action, plan_wave
from hoshin.pulse.services.answering import answer_for
from hoshin.signals.services import look_at_everything

# Between the first two nobody joined the branch in which engagement falls: of other people no change would be told.
FIRST_AGO, LAUNCHED_AGO, OPEN_SINCE, OPEN_FOR = 150, 75, 6, 8
CLOSED_AGO = LAUNCHED_AGO - 14
NEW_FOR, OPEN_FOR_NEW = 365, 14
TAKE_PART, SO_FAR = 0.76, 0.45
# How people lean, from 1 to 5, where their branch says nothing else.
USUAL = {
    "engagement": 3.9, "purpose": 4.1, "expectations": 3.7, "manager": 4.0, "feedback": 3.5, "growth": 3.3,
    "workload": 3.3, "tools": 3.2, "team": 4.1, "voice": 3.6, "fairness": 3.5, "enps": 3.7,
}  # fmt: skip
BY_BRANCH: Mapping[str, Mapping[str, float]] = {
    "REG": {"workload": 2.4, "tools": 2.2, "engagement": 3.4, "team": 4.3, "enps": 3.1},
    "EVD": {"growth": 3.0, "tools": 3.5, "workload": 3.8},
    "PRG": {"purpose": 4.5, "fairness": 3.3, "voice": 3.3},
    "POL": {"expectations": 2.9, "voice": 4.1},
    "COR": {"tools": 2.7, "feedback": 3.8},
}
# What was otherwise before the two that follow, and what has changed between these.
BEFORE = {"REG": {"engagement": 0.6, "workload": 0.6, "enps": 0.6}}
SINCE = {"REG": {"workload": 0.5, "tools": 0.2}, "COR": {"feedback": 0.2}}


def ask_people(office: Actor, executive: User) -> None:
    """Close two surveys, act on the second, have people answer the next, plan one; the rules look at what came of it."""
    draw, now = Random("surveys of the demonstration"), clock.now()  # noqa: S311 - made-up answers, no secrets
    promise = {"comments_to": "heads", "smallest": 5, "smallest_comments": 10}
    with clock.fixed(now - timedelta(days=FIRST_AGO)):
        closes_on = clock.today() + timedelta(days=LAUNCHED_AGO - CLOSED_AGO)
        summer = launch_wave(office, survey="engagement", name="How are we? Summer", closes_on=closes_on, **promise)
        _answer(summer, Random("the survey before"), TAKE_PART, {}, BEFORE)  # noqa: S311 - made-up answers, no secrets
    with clock.fixed(now - timedelta(days=FIRST_AGO - 15)):
        close_wave(office, wave=summer)
    with clock.fixed(now - timedelta(days=LAUNCHED_AGO)):
        closes_on = clock.today() + timedelta(days=LAUNCHED_AGO - CLOSED_AGO)
        first = launch_wave(office, survey="engagement", name="How are we? Autumn", closes_on=closes_on, **promise)
        _answer(first, draw, TAKE_PART, COMMENTS, {})
    with clock.fixed(now - timedelta(days=CLOSED_AGO - 1)):
        first = close_wave(office, wave=first)
        _act_on(Actor.of(executive, office.face), first)
    with clock.fixed(now - timedelta(days=OPEN_SINCE)):
        closes_on = clock.today() + timedelta(days=OPEN_SINCE + OPEN_FOR)
        second = launch_wave(office, survey="engagement", name="How are we? Winter", closes_on=closes_on, **promise)
        _answer(second, draw, SO_FAR, AFTER, SINCE)
    _plan_next(office)
    look_at_everything(Actor.system(Face.WORKER))


def _plan_next(office: Actor) -> None:
    """Whoever joined within a year is asked next month how it began."""
    today = clock.today()
    opens_on = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    plan_wave(
        office,
        survey="onboarding",
        name="Your first year with us",
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=OPEN_FOR_NEW),
        remind_on=opens_on + timedelta(days=OPEN_FOR_NEW - 4),
        only=PeopleRule(joined_since=today - timedelta(days=NEW_FOR)),
        comments_to="heads",
    )


def _answer(
    wave: Wave,
    draw: Random,
    share: float,
    comments: Mapping[str, Sequence[str]],
    more: Mapping[str, Mapping[str, float]],
) -> None:
    """Those who are invited and have no login answer, so that whoever signs in still can; comments by where they work."""
    branch = {part.code: part.code if part.parent in ("", "H30") else part.parent for part in PARTS}
    left = {code: list(said) for code, said in comments.items()}
    questions = questions_of(wave)
    invited = Invitation.objects.filter(wave=wave).values("person")
    for person in Person.objects.filter(user=None, pk__in=invited).select_related("unit").order_by("pk"):
        place = branch.get(person.unit.code, "H30") if person.unit else "H30"
        if draw.random() > share:
            continue
        leaning = {**USUAL, **BY_BRANCH.get(place, {})}
        leaning = {driver: value + more.get(place, {}).get(driver, 0.0) for driver, value in leaning.items()}
        mood = draw.gauss(0.0, 0.5)
        answers = {one.code: _said(one, leaning[one.driver] + mood, draw) for one in questions}
        words = left[place].pop() if left.get(place) and draw.random() < 0.3 else ""
        answer_for(person, wave=wave, answers=answers, comment=words)


def _said(question: SurveyQuestion, leaning: float, draw: Random) -> int | None:
    if draw.random() < 0.03:
        return None
    value = min(max(leaning + draw.gauss(0.0, 0.7), 1.0), 5.0)
    if question.kind == QuestionKind.ENPS:
        return round((value - 1) * 2.5)
    return round(6 - value) if question.is_reversed else round(value)


def _act_on(executive: Actor, wave: Wave) -> None:
    """Plans where the survey tells something, each owned by the head of its unit."""
    for code, driver, name, days in PLANS:
        unit = WaveUnit.objects.filter(wave=wave, code=code).select_related("unit__head", "wave").first()
        if unit is None or not WaveResult.objects.filter(unit=unit, driver=driver).exists():
            continue
        owner = unit.unit.head if unit.unit else None
        due_on = clock.today() + timedelta(days=CLOSED_AGO - 1 + days)
        plan_action(executive, unit=unit, driver=driver, name=name, due_on=due_on, owner=owner)
