"""How the agency reviews its strategy: a meeting that was held, with its minutes, and the one to come."""

from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.demo.decisions import decision_in_meeting
from hoshin.org.models import Person, Unit
from hoshin.org.selectors import person_of
from hoshin.strategy.models import Plan
from hoshin.strategy_reviews.models import StrategyReview, TopicKind
from hoshin.strategy_reviews.services import (
    add_task,
    add_topic,
    begin_series,
    close_review,
    decide_in_review,
    plan_next,
    plan_review,
    write_minutes,
    write_summary,
)

AGO = 24
WITH = ("PRG", "REG", "EVD", "COR", "HRS", "FIN", "POL")
SAID = {
    TopicKind.MOVED: "The case system is the reason under most of what fell: officers who cannot sign in decide "
    "nothing, and "
    "people call instead. Where it runs, Ontario excepted, decisions are as fast as a year ago.\n"
    "Programs: what moved up is small projects; large ones wait for the same signatures as before.",
    TopicKind.SIGNALS: "Three of them are the same outage, seen three times. Evidence and Data folds them.",
    TopicKind.ACTIONS: "The sorting of old applications slipped by two weeks, because the list had to be made "
    "by hand. It is done by "
    "the end of the month.",
    TopicKind.SLIPS: "Ontario: three of ten files older than a year are decided. More officers do not help "
    "while files belong to the "
    "officer who opened them; from Monday they belong to the office.",
    TopicKind.DECISIONS: "On the go-live of last year: taken on the vendor's word, against a warning that named "
    "what then happened. "
    "From now on a dissent is answered with figures before we decide.",
}
SUMMARY = (
    "One cause under four red figures: the case system stands on one server. The second one is bought and runs "
    "by spring; until then "
    "officers of other regions stay in Ontario. Hiring moves in the right direction for the third month."
)
TASKS = (
    ("Show next time how many complete applications wait only for a signature", "PRG", 30),
    ("Practise the switch-over once before the second server goes live, and report how long it took", "COR", 45),
    ("Ask the Prairies office what it needs to keep its renewals on time", "REG", -6),
)


def review_strategy(office: Actor, executive: User) -> None:
    """Hold one meeting, led by the President, and plan the one that follows."""
    chair = person_of(Actor.of(executive, office.face))
    heads = {unit.code: unit.head for unit in Unit.objects.filter(code__in=WITH).select_related("head")}
    people = [person for person in heads.values() if person is not None]
    series = begin_series(
        office,
        name="Review of Horizon 2030",
        plan=Plan.objects.get(code="H30-PLAN"),
        chair=chair,
        cadence="monthly",
        members=people,
        place="Room 4.12, and by video",
    )
    held_on = datetime.combine(clock.today() - timedelta(days=AGO), time(9), get_default_timezone())
    with clock.fixed(held_on - timedelta(days=14)):
        review = plan_review(office, series=series, starts_at=held_on)
    with clock.fixed(held_on + timedelta(hours=2)):
        _hold(office, review, heads)
    plan_next(office, review=review)


def _hold(office: Actor, review: StrategyReview, heads: dict[str, Person | None]) -> None:
    added = add_topic(office, review=review, title="What we tell Parliament's committee in the spring", minutes=10)
    write_minutes(
        office,
        topic=added,
        notes="The true figures, with the outage and what it cost. Evidence and Data drafts; all read it a week "
        "before.",
    )
    for topic in review.topics.all():
        if topic.kind in SAID:
            write_minutes(office, topic=topic, notes=SAID[TopicKind(topic.kind)])
    said = decision_in_meeting()
    decide_in_review(office, review=review, review_on=clock.today() + timedelta(days=150), **said)
    for text, unit, days in TASKS:
        add_task(
            office, review=review, text=text, owner=heads.get(unit), due_on=clock.today() + timedelta(days=days + AGO)
        )
    write_summary(office, review=review, summary=SUMMARY)
    close_review(office, review=review)
