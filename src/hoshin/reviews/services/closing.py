"""The end of writing, which freezes what came of it, and the release, with which people read their results."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.events import after_commit
from hoshin.base.formats import day_in_words
from hoshin.base.news import tell_pages
from hoshin.base.wordings import Said
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.reviews.assembly import HandedIn, PersonOutcome, RaterOutcome, attainment_of_goals, outcomes_of, raters_of
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    ChangeVerdict,
    CycleState,
    FormAnswers,
    FormState,
    OutsideAnswers,
    RaterFinding,
    ReviewCycle,
    ReviewForm,
    ReviewResult,
    ScreenMoment,
)
from hoshin.reviews.notices import RATED_UNUSUALLY, RELEASED
from hoshin.reviews.packs import EvidencePack
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.questions import RatedOf, ReviewQuestion, ReviewSource, questions_from
from hoshin.reviews.services.packing import packs_in
from hoshin.reviews.services.screening import keep_screen
from hoshin.reviews.together import brief_in

AT_ONCE = 2_000
# So many cycles back are looked at for former ones, and as many of these are taken.
MOST_LOOKED_BACK, MOST_FORMER = 30, 5


def close_writing(actor: Actor, *, cycle: ReviewCycle, version: int | None = None) -> ReviewCycle:
    """Take no more forms, and compute what came of those handed in, for everybody the cycle is about.

    What is unusual in how somebody rated is told to them, and to nobody else yet.
    """
    from hoshin.reviews.jobs import WORDING

    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.WRITING:
        raise Invalid(Said("Forms of this cycle are not written now."))
    with act(actor, "close_review_writing", name=cycle.name) as running:
        asked = ReviewForm.objects.filter(cycle=cycle).exclude(state=FormState.DROPPED)
        people = list(asked.order_by("about").values_list("about", flat=True).distinct())
        forms, questions = [*_handed_in(cycle), *_from_outside(cycle)], questions_from(cycle.questions)
        raters = raters_of(forms, questions, names_peers=cycle.names_peers, former=_former(cycle, questions))
        row, _is_changed = change_row(cycle, version=version, state=CycleState.CALIBRATING, agreement=raters.agreement)
        outcomes = outcomes_of(
            people,
            forms,
            questions,
            formula=cycle.formula,
            names_peers=cycle.names_peers,
            goals=_goals(cycle, people),
            moved=raters.moved,
        )
        rows = _results(cycle, outcomes, packs_in(actor, cycle))
        ReviewResult.objects.bulk_create(rows, batch_size=AT_ONCE)
        _tell_raters(actor, cycle, raters.raters)
        keep_screen(cycle, ScreenMoment.COMPUTED)
        after_commit(WORDING, cycle=cycle.pk)
        running.say(count=len(rows))
        return row


def _results(
    cycle: ReviewCycle, outcomes: Mapping[int, PersonOutcome], packs: Mapping[int, EvidencePack]
) -> list[ReviewResult]:
    units = dict(Person.objects.filter(pk__in=outcomes.keys()).values_list("pk", "unit"))
    rows = []
    for person, one in outcomes.items():
        pack = packs[person]
        said = asdict(one) | {"flags": [*one.flags, *(["thin"] if pack.is_thin else [])]}
        told = {"completeness": pack.completeness, "lacks": pack.lacks, "score": one.raw}
        rows.append(ReviewResult(cycle=cycle, person_id=person, unit_id=units.get(person), **said, **told))
    return rows


def _former(cycle: ReviewCycle, questions: Sequence[ReviewQuestion]) -> list[dict[str, float]]:
    """How far raters saw the same in the latest cycles before this one that asked for the same ratings."""
    ended = ReviewCycle.objects.filter(state__in=(CycleState.CALIBRATING, CycleState.RELEASED)).exclude(pk=cycle.pk)
    rows = ended.order_by("-write_until", "-pk").values_list("questions", "agreement")[:MOST_LOOKED_BACK]
    own = _ratings(questions)
    found = [agreement for asked, agreement in rows if agreement and _ratings(questions_from(asked)) == own]
    return found[:MOST_FORMER]


def _ratings(questions: Sequence[ReviewQuestion]) -> set[tuple[str, float]]:
    """What makes the score of a form: a form that asks for other things varies otherwise."""
    return {(one.code, one.weight) for one in questions if one.is_rated and one.of == RatedOf.PERFORMANCE}


def _tell_raters(actor: Actor, cycle: ReviewCycle, raters: Sequence[RaterOutcome]) -> None:
    told_at = clock.now()
    findings = []
    for one in raters:
        said = asdict(one)
        person = said.pop("person")
        findings.append(RaterFinding(cycle=cycle, person_id=person, told_at=told_at, **said))
    RaterFinding.objects.bulk_create(findings, batch_size=AT_ONCE)
    asked = {one.person for one in raters if one.flags}
    users = Person.objects.filter(pk__in=asked, user__is_active=True).values_list("user", flat=True)
    tell(actor, RATED_UNUSUALLY, users=users, about=cycle.pk, facts={"name": cycle.name, "code": cycle.code})


def release_results(actor: Actor, *, cycle: ReviewCycle, version: int | None = None, note: str = "") -> ReviewCycle:
    """Let people read their results. Invalid: changes wait for somebody, its day has not come, or groups differ and `note`
    does not say what was looked at."""
    require(actor, ReviewRight.RUN)
    if cycle.state != CycleState.CALIBRATING:
        raise Invalid(Said("Results of this cycle are not there yet, or are released already."))
    if cycle.release_on > clock.today():
        raise Invalid(
            Said("Results were promised for %(day)s at the earliest.", day=day_in_words(cycle.release_on)),
            remedy="Release them on that day or later.",
        )
    with act(actor, "release_reviews", name=cycle.name):
        waiting = changes_waiting(actor, cycle)
        if waiting:
            raise Invalid(
                Said("%(count)s changes of results wait for somebody to approve them.", count=waiting),
                remedy="Have them approved or declined first.",
            )
        keep_screen(cycle, ScreenMoment.RELEASED, note)
        row, _is_changed = change_row(cycle, version=version, state=CycleState.RELEASED, released_at=clock.now())
        tell_pages(CalibrationGroup, CalibrationGroup.objects.filter(cycle=cycle).values_list("pk", flat=True))
        people = Person.objects.filter(review_results__cycle=cycle, user__is_active=True)
        facts = {"name": cycle.name, "code": cycle.code}
        tell(actor, RELEASED, users=people.values_list("user", flat=True), about=cycle.pk, facts=facts)
        return row


def changes_waiting(actor: Actor, cycle: ReviewCycle) -> int:
    """How many changes of results wait for somebody to approve them, for whoever runs reviews; never which."""
    require(actor, ReviewRight.RUN)
    return CalibrationChange.objects.filter(result__cycle=cycle, verdict=ChangeVerdict.PROPOSED).count()


def _handed_in(cycle: ReviewCycle) -> list[HandedIn]:
    rows = FormAnswers.objects.filter(form__cycle=cycle, form__state=FormState.DONE).order_by("form")
    columns = ("form__about", "form__source", "answers", "cited", "form__by")
    found = list(rows.values_list(*columns))
    brief = brief_in(cycle, [(person, by, source) for person, source, _answers, _cited, by in found])
    return [
        HandedIn(person, source, answers, len(cited), by, _places(cycle, cited), (person, by, source) in brief)
        for person, source, answers, cited, by in found
    ]


def _from_outside(cycle: ReviewCycle) -> list[HandedIn]:
    rows = OutsideAnswers.objects.filter(form__cycle=cycle, form__state=FormState.DONE).order_by("form")
    return [
        HandedIn(person, ReviewSource.OUTSIDE.value, answers, 0)
        for person, answers in rows.values_list("form__about", "answers")
    ]


def _places(cycle: ReviewCycle, cited: Sequence[Mapping[str, str]]) -> tuple[float, ...]:
    """Where in the time what is cited lies, 0 to 1."""
    length = (cycle.ends_on - cycle.starts_on).days
    days = ((date.fromisoformat(one["day"]) - cycle.starts_on).days for one in cited)
    return tuple(min(max(day / length, 0.0), 1.0) for day in days)


def _goals(cycle: ReviewCycle, people: list[int]) -> dict[int, float]:
    """Asked for where the formula names them alone: it reads every goal there is."""
    if "goals" not in cycle.formula.lower():
        return {}
    return attainment_of_goals(people, cycle.starts_on, cycle.ends_on)
