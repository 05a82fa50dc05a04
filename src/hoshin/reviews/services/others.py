"""Others: whoever leads somebody by a dotted line or in a project, asked by a manager beside those whom a launch asks."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.days import is_over_for
from hoshin.reviews.models import CycleState, FormState, ReviewCycle, ReviewForm
from hoshin.reviews.notices import ASKED_TO_WRITE
from hoshin.reviews.policies import may_ask_others, require_person_of
from hoshin.reviews.population import people_of
from hoshin.reviews.questions import ReviewSource

MOST_OTHERS = 5


def ask_others(actor: Actor, *, cycle: ReviewCycle, about: Person, people: Sequence[Person]) -> list[ReviewForm]:
    """Ask people who lead somebody in a project, or by a dotted line, to write about them; they are told at once.

    Denied: the person is not led by the actor nor of their HR, or others are not asked in this cycle now. Invalid: somebody
    is asked already, has left, or is the person.
    """
    own = require_person_of(actor)
    if not may_ask_others(actor, about):
        raise Denied(Said("Managers above %(name)s and HR of their unit say who else writes.", name=about.name))
    if not cycle.has_others or cycle.state != CycleState.WRITING or is_over_for(own, cycle.write_until):
        raise Denied(Said("Others are not asked in this cycle, or not any more."))
    there = {form.by_id: form for form in ReviewForm.objects.filter(cycle=cycle, about=about)}
    if not there and not people_of(cycle).filter(pk=about.pk).exists():
        raise Invalid(Said("This cycle is not about %(name)s.", name=about.name), field="about")
    named = list(dict.fromkeys(people))
    _check(about, named, there)
    family = next((form.job_family for form in there.values()), about.job_family)
    with act(actor, "ask_review_others", name=about.name, count=len(named)):
        rows = []
        for one in named:
            form = ReviewForm(cycle=cycle, about=about, by=one, source=ReviewSource.OTHER, job_family=family)
            try:
                with transaction.atomic():
                    rows.append(add_row(form))
            except IntegrityError:
                raise Invalid(_writes_already(one), field="by") from None
        facts = {"name": cycle.name, "day": cycle.write_until.isoformat()}
        tell(actor, ASKED_TO_WRITE, users=[one.user_id for one in named], about=cycle.pk, facts=facts)
        return rows


def _check(about: Person, named: Sequence[Person], there: dict[int, ReviewForm]) -> None:
    if not named:
        raise Invalid(Said("Nobody is named."), field="by")
    if about in named:
        raise Invalid(Said("Nobody leads themself."), field="by", remedy="Name somebody else.")
    for one in named:
        if one.pk in there:
            raise Invalid(_writes_already(one), field="by", remedy="Name somebody else.")
        if one.has_left:
            raise Invalid(Said("%(name)s has left.", name=one.name), field="by", remedy="Name somebody else.")
    asked = [form for form in there.values() if form.source == ReviewSource.OTHER and form.state != FormState.DROPPED]
    if len(asked) + len(named) > MOST_OTHERS:
        raise Invalid(Said("At most %(most)s others are asked about one person.", most=MOST_OTHERS), field="by")


def _writes_already(one: Person) -> Said:
    return Said("%(name)s writes about this person already, or was asked.", name=one.name)
