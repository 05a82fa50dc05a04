"""The end of writing, which freezes what came of it, and the release, with which people read their results."""

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.assembly import HandedIn, attainment_of_goals, outcomes_of
from hoshin.reviews.models import (
    CalibrationChange,
    ChangeVerdict,
    CycleState,
    FormAnswers,
    FormState,
    ReviewCycle,
    ReviewForm,
    ReviewResult,
)
from hoshin.reviews.notices import RELEASED
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.questions import questions_from

AT_ONCE = 2_000


def close_writing(actor: Actor, *, cycle: ReviewCycle, version: int | None = None) -> ReviewCycle:
    """Take no more forms, and compute what came of those handed in, for everybody the cycle is about."""
    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.WRITING:
        raise Invalid(Said("Forms of this cycle are not written now."))
    with act(actor, "close_review_writing", name=cycle.name) as running:
        row, _is_changed = change_row(cycle, version=version, state=CycleState.CALIBRATING)
        asked = ReviewForm.objects.filter(cycle=cycle).exclude(state=FormState.DROPPED)
        people = list(asked.order_by("about").values_list("about", flat=True).distinct())
        outcomes = outcomes_of(
            people,
            _handed_in(cycle),
            questions_from(cycle.questions),
            formula=cycle.formula,
            names_peers=cycle.names_peers,
            goals=_goals(cycle, people),
        )
        units = dict(Person.objects.filter(pk__in=people).values_list("pk", "unit"))
        rows = [
            ReviewResult(
                cycle=cycle,
                person_id=person,
                unit_id=units.get(person),
                raw=one.raw,
                score=one.raw,
                error=one.error,
                reason=one.reason,
                potential=one.potential,
                sources=one.sources,
                voices=one.voices,
                flags=one.flags,
            )
            for person, one in outcomes.items()
        ]
        ReviewResult.objects.bulk_create(rows, batch_size=AT_ONCE)
        running.say(count=len(rows))
        return row


def release_results(actor: Actor, *, cycle: ReviewCycle, version: int | None = None) -> ReviewCycle:
    """Let people read their results. Invalid: changes wait for somebody, or its day has not come."""
    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.CALIBRATING:
        raise Invalid(Said("Results of this cycle are not there yet, or are released already."))
    if cycle.release_on > clock.today():
        raise Invalid(
            Said("Results were promised for %(day)s at the earliest.", day=cycle.release_on.isoformat()),
            remedy="Release them on that day or later.",
        )
    with act(actor, "release_reviews", name=cycle.name):
        waiting = CalibrationChange.objects.filter(result__cycle=cycle, verdict=ChangeVerdict.PROPOSED).count()
        if waiting:
            raise Invalid(
                Said("%(count)s changes of results wait for somebody to approve them.", count=waiting),
                remedy="Have them approved or declined first.",
            )
        row, _is_changed = change_row(cycle, version=version, state=CycleState.RELEASED, released_at=clock.now())
        people = Person.objects.filter(review_results__cycle=cycle, user__is_active=True)
        facts = {"name": cycle.name, "code": cycle.code}
        tell(actor, RELEASED, users=people.values_list("user", flat=True), about=cycle.pk, facts=facts)
        return row


def _handed_in(cycle: ReviewCycle) -> list[HandedIn]:
    rows = FormAnswers.objects.filter(form__cycle=cycle, form__state=FormState.DONE).order_by("form")
    return [
        HandedIn(person, source, answers, len(cited))
        for person, source, answers, cited in rows.values_list("form__about", "form__source", "answers", "cited")
    ]


def _goals(cycle: ReviewCycle, people: list[int]) -> dict[int, float]:
    """Asked for where the formula names them alone: it reads every goal there is."""
    if "goals" not in cycle.formula.lower():
        return {}
    return attainment_of_goals(people, cycle.starts_on, cycle.ends_on)
