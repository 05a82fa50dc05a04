"""Finds cycles, forms and what is written in them, as far as the actor may see them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.words import begins_with, through_indexes
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.relations import is_hr_of_any_unit, is_hr_of_unit, is_manager, is_self
from hoshin.org.selectors import CODES_OF_PEOPLE, person_of
from hoshin.reviews.days import days_running, has_ended, today_where
from hoshin.reviews.models import (
    CycleState,
    FormAnswers,
    FormState,
    ReviewCycle,
    ReviewForm,
    ReviewTemplate,
    WritingTime,
)
from hoshin.reviews.policies import (
    ReviewRight,
    answers_visible_to,
    cycles_visible_to,
    forms_to_agree,
    forms_to_write,
    forms_visible_to,
    templates_visible_to,
)
from hoshin.reviews.population import people_of
from hoshin.reviews.questions import ReviewQuestion, ReviewSource, questions_from

# Below so many forms of a source no time is told.
LEAST_TIMES = 5
# As many people a name may lead to before forms are asked for by their names.
MOST_NAMED = 500
MOST_OTHERS_LISTED = 200


@dataclass(frozen=True, slots=True)
class FormsWished:
    """Which forms somebody wants to see in the table of all."""

    text: str = ""
    state: str = ""
    source: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class SourceTimes:
    """How long forms of a source took, in minutes, of all together."""

    source: str
    forms: int
    median: float
    ninth_tenth: float


@dataclass(frozen=True, slots=True)
class OwnReviews:
    """What concerns the actor: forms to write, cycles in which to name peers, peers to agree to, and forms handed in."""

    to_write: list[ReviewForm]
    to_name: list[tuple[ReviewCycle, list[ReviewForm]]]
    to_agree: list[ReviewForm]
    done: list[ReviewForm]


@dataclass(frozen=True, slots=True)
class CycleProgress:
    """How far a cycle is: people it is about, forms that are asked, and those handed in."""

    people: int = 0
    forms: int = 0
    done: int = 0


class _Percentile(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def cycles_listed(actor: Actor) -> QuerySet[ReviewCycle]:
    """Cycles, the latest first."""
    return cycles_visible_to(actor).select_related("unit")


def progress_of_cycles(actor: Actor, cycles: Collection[int]) -> dict[int, CycleProgress]:
    """How far these cycles are, as far as the actor may know of their forms. One query."""
    rows = forms_visible_to(actor).filter(cycle__in=cycles).exclude(state=FormState.DROPPED).order_by()
    counts = rows.values_list("cycle").annotate(
        people=Count("about", distinct=True), forms=Count("pk"), done=Count("pk", filter=Q(state=FormState.DONE))
    )
    found = {cycle: CycleProgress(people, forms, done) for cycle, people, forms, done in counts}
    return {cycle: found.get(cycle, CycleProgress()) for cycle in cycles}


def cycle_by_code(actor: Actor, code: str) -> ReviewCycle:
    """One cycle. NotFound where there is none for the actor."""
    cycle = cycles_visible_to(actor).select_related("unit").filter(code=code).first()
    if cycle is None:
        raise NotFound("review cycle", code)
    return cycle


def templates_listed(actor: Actor) -> list[ReviewTemplate]:
    """Templates of the organisation's own."""
    return list(templates_visible_to(actor))


def template_by_number(actor: Actor, number: int) -> ReviewTemplate:
    """One template. NotFound where there is none for the actor."""
    template = templates_visible_to(actor).filter(pk=number).first()
    if template is None:
        raise NotFound("template of reviews", str(number))
    return template


def own_reviews(actor: Actor) -> OwnReviews:
    """What concerns the actor in cycles that run. Few queries, however many forms there are."""
    rows = forms_visible_to(actor).filter(is_self(actor, "by")).select_related("about", "cycle")
    done = rows.filter(state=FormState.DONE).order_by("-done_at")[:20]
    waiting = forms_to_write(actor).select_related("about", "cycle").order_by("cycle__write_until", "about__name", "pk")
    agreeing = forms_to_agree(actor).select_related("about", "by", "cycle").order_by("about__name", "by__name")
    return OwnReviews(list(waiting), cycles_to_name_in(actor), list(agreeing), list(done))


def cycles_to_name_in(actor: Actor) -> list[tuple[ReviewCycle, list[ReviewForm]]]:
    """Cycles in which the actor may name peers today, where they are, with those named so far."""
    open_somewhere, _latest = days_running()
    running = cycles_visible_to(actor).filter(
        state=CycleState.WRITING, has_peers=True, nominate_until__gte=open_somewhere
    )
    own, found = person_of(actor), list(running[:5])
    if own is None or not found:
        return []
    today = today_where(own)
    still = [cycle for cycle in found if cycle.nominate_until and cycle.nominate_until >= today]
    about_own = [cycle for cycle in still if people_of(cycle).filter(pk=own.pk).exists()]
    return [(cycle, peers_named(actor, cycle, own)) for cycle in about_own]


def peers_named(actor: Actor, cycle: ReviewCycle, person: Person) -> list[ReviewForm]:
    """Peers whom a person named in a cycle, as far as the actor may see that."""
    rows = forms_visible_to(actor).filter(cycle=cycle, about=person, source=ReviewSource.PEER)
    return list(rows.exclude(state=FormState.DROPPED).select_related("by").order_by("by__name"))


def asked_about_oneself(actor: Actor, cycle: ReviewCycle) -> list[ReviewForm]:
    """Who leads the actor, or was named by them as a peer, and writes about them; never which of their reports."""
    rows = forms_visible_to(actor).filter(is_self(actor, "about"), cycle=cycle).exclude(source=ReviewSource.SELF)
    asked = list(rows.exclude(state=FormState.DROPPED).select_related("by").order_by("by__name", "pk"))
    order = {source: place for place, source in enumerate(ReviewSource.values)}
    return sorted(asked, key=lambda form: order[form.source])


def others_asked(actor: Actor, cycle: ReviewCycle) -> list[ReviewForm]:
    """Who was asked as a lead by a dotted line or of a project about people whom the actor leads, or who are of their HR."""
    rows = forms_visible_to(actor).filter(is_manager(actor, "about") | is_hr_of_unit(actor, "about"), cycle=cycle)
    rows = rows.filter(source=ReviewSource.OTHER).exclude(state=FormState.DROPPED).select_related("about", "by")
    return list(rows.order_by("about__name", "by__name", "pk")[:MOST_OTHERS_LISTED])


def may_ask_others_in(actor: Actor, cycle: ReviewCycle) -> bool:
    """Whether the actor leads anybody, or is HR of somebody, about whom others could be asked in a cycle now."""
    if not cycle.has_others or cycle.state != CycleState.WRITING:
        return False
    return is_hr_of_any_unit(actor) or people_visible_to(actor).filter(is_manager(actor, "")).exists()


def form_by_number(actor: Actor, number: int) -> ReviewForm:
    """One form. NotFound where there is none for the actor."""
    rows = forms_visible_to(actor).select_related("cycle", "about__unit", "about__manager", "by__user", "handed_from")
    form = rows.filter(pk=number).first()
    if form is None:
        raise NotFound("review form", str(number))
    return form


def answers_of(actor: Actor, form: ReviewForm) -> FormAnswers | None:
    """What stands in a form, if anything does and the actor may read it."""
    return answers_visible_to(actor).filter(form=form).first()


def questions_of(form: ReviewForm) -> list[ReviewQuestion]:
    """What a form asks whoever writes it."""
    return [one for one in questions_from(form.cycle.questions) if one.asks(form.source, form.job_family)]


def forms_listed(actor: Actor, cycle: ReviewCycle, wished: FormsWished) -> QuerySet[ReviewForm]:
    """Forms of a cycle that the actor may know of, by the name of whom they are about."""
    rows = forms_visible_to(actor).filter(cycle=cycle)
    if wished.text.strip():
        rows = rows.filter(_of_named(actor, wished.text))
    if wished.state in FormState.values:
        rows = rows.filter(state=wished.state)
    if wished.source in ReviewSource.values:
        rows = rows.filter(source=wished.source)
    if wished.is_late:
        is_written = cycle.state == CycleState.WRITING
        rows = rows.filter(has_ended("by", cycle.write_until), state=FormState.OPEN) if is_written else rows.none()
    # As the index of people has it, so that the first page of very many is read and no more.
    in_order = (Upper("about__name"), "about_id", "source", "pk")
    return rows.select_related("about__unit", "by", "handed_from").order_by(*in_order)


def _of_named(actor: Actor, text: str) -> Q:
    """Forms about or by people whose names have words that begin so, or whose e-mail or employee id does.

    The people are found first, through the index of their names. Where very many are called so, a page of their forms is
    met early in the order of names.
    """
    with through_indexes():
        people = people_visible_to(actor).filter(begins_with(text, codes=CODES_OF_PEOPLE)).order_by()
        found = list(people.values_list("pk", flat=True)[: MOST_NAMED + 1])
    if len(found) <= MOST_NAMED:
        return Q(about__in=found) | Q(by__in=found)
    return begins_with(text, codes=(), of="about__") | begins_with(text, codes=(), of="by__")


def may_see_states(actor: Actor) -> bool:
    """Whether the table of all forms has anything for the actor beyond their own."""
    if actor.has(ReviewRight.RUN) or is_hr_of_any_unit(actor):
        return True
    return people_visible_to(actor).filter(is_manager(actor, "")).exists()


def states_of(actor: Actor, cycle: ReviewCycle) -> dict[str, Counter[str]]:
    """How many forms of each source are how far, as far as the actor may know of them. One query."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = forms_visible_to(actor).filter(cycle=cycle).order_by()
    for source, state, count in rows.values_list("source", "state").annotate(Count("pk")):
        found[source][state] = count
    return {source: found[source] for source in ReviewSource.values if source in found}


def times_of(cycle: ReviewCycle) -> list[SourceTimes]:
    """How long forms took, by source: median and the ninth tenth, of five forms or more. Nobody's own."""
    rows = (
        WritingTime.objects.filter(cycle=cycle, seconds__gt=0)
        .order_by()
        .values("source")
        .annotate(
            forms=Count("pk"), median=_Percentile(F("seconds"), share=0.5), p90=_Percentile(F("seconds"), share=0.9)
        )
    )
    return [
        SourceTimes(row["source"], row["forms"], row["median"] / 60, row["p90"] / 60)
        for row in rows
        if row["forms"] >= LEAST_TIMES
    ]


def reviews_to_read(actor: Actor, cycle: ReviewCycle, person: Person) -> list[tuple[ReviewForm, FormAnswers]]:
    """What was handed in about a person in a cycle and the actor may read, by source."""
    rows = answers_visible_to(actor).filter(form__cycle=cycle, form__about=person, form__state=FormState.DONE)
    rows = rows.select_related("form__by", "form__about", "form__cycle")
    order = {source: place for place, source in enumerate(ReviewSource.values)}
    found = sorted(rows, key=lambda row: (order[row.form.source], row.form.by.name))
    return [(row.form, row) for row in found]


def with_answers(questions: Iterable[ReviewQuestion], kept: FormAnswers | None) -> Sequence[tuple[ReviewQuestion, Any]]:
    """Questions with what was answered: words, a step, or None."""
    answers = kept.answers if kept is not None else {}
    return [
        (question, answers.get(question.code, {}).get("rating" if question.is_rated else "text"))
        for question in questions
    ]
