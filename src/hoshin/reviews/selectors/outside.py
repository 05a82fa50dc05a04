"""Finds people outside who are to write, and what they wrote, as far as the actor may see it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.org.selectors import person_of
from hoshin.reviews.days import days_running, today_where
from hoshin.reviews.models import CycleState, FormState, OutsideAnswers, OutsideForm, ReviewCycle
from hoshin.reviews.policies import cycles_visible_to, outside_answers_visible_to, outside_forms_visible_to
from hoshin.reviews.population import people_of
from hoshin.reviews.questions import ReviewQuestion, ReviewSource, questions_from

MOST_LISTED = 100


def outside_named(actor: Actor, cycle: ReviewCycle, person: Person) -> list[OutsideForm]:
    """Whom a person named outside in a cycle, as far as the actor may see that."""
    rows = outside_forms_visible_to(actor).filter(cycle=cycle, about=person)
    return list(rows.exclude(state=FormState.DROPPED))


def outside_cycles(actor: Actor) -> list[ReviewCycle]:
    """Cycles in which the actor may name people outside today, where they are."""
    open_somewhere, _latest = days_running()
    running = cycles_visible_to(actor).filter(
        state=CycleState.WRITING, has_outside=True, write_until__gte=open_somewhere
    )
    own, found = person_of(actor), list(running[:5])
    if own is None or not found:
        return []
    today = today_where(own)
    return [one for one in found if one.write_until >= today and people_of(one).filter(pk=own.pk).exists()]


def outside_listed(actor: Actor, cycle: ReviewCycle) -> list[OutsideForm]:
    """People outside in a cycle, the first hundred by the name of whom they write about."""
    rows = outside_forms_visible_to(actor).filter(cycle=cycle).exclude(is_self(actor, "about"))
    return list(rows.exclude(state=FormState.DROPPED).select_related("about")[:MOST_LISTED])


def outside_to_agree(actor: Actor) -> list[OutsideForm]:
    """People outside whom reports of the actor named, and nobody answered yet."""
    rows = outside_forms_visible_to(actor).filter(is_self(actor, "about__manager"), state=FormState.PROPOSED)
    return list(rows.filter(cycle__state=CycleState.WRITING).select_related("about", "cycle"))


def outside_by_number(actor: Actor, number: int) -> OutsideForm:
    """One of them. NotFound where there is none for the actor."""
    form = outside_forms_visible_to(actor).select_related("cycle", "about").filter(pk=number).first()
    if form is None:
        raise NotFound("review form", str(number))
    return form


def outside_to_read(
    actor: Actor, cycle: ReviewCycle, person: Person
) -> list[tuple[OutsideForm, Sequence[tuple[ReviewQuestion, Any]]]]:
    """What people outside wrote about a person and the actor may read, by name, each question with its answer."""
    rows = outside_answers_visible_to(actor).filter(form__cycle=cycle, form__about=person).select_related("form")
    asked = [one for one in questions_from(cycle.questions) if one.asks(ReviewSource.OUTSIDE)]
    found: list[OutsideAnswers] = list(rows.order_by("form__name", "form"))
    # Of questions about some job families alone those that were answered.
    return [
        (row.form, answers_shown([one for one in asked if not one.families or one.code in row.answers], row.answers))
        for row in found
    ]


def answers_shown(
    questions: Iterable[ReviewQuestion], answers: Mapping[str, Mapping[str, Any]]
) -> list[tuple[ReviewQuestion, Any]]:
    """Questions with what was answered: words, a step, or None."""
    return [
        (question, answers.get(question.code, {}).get("rating" if question.is_rated else "text"))
        for question in questions
    ]
