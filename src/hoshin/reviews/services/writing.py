"""Writing a form: saved as one types, never over what the same person typed in another tab, and handed in."""

from collections.abc import Iterable, Mapping
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.reviews.evidence import evidence_of
from hoshin.reviews.models import LONGEST_ANSWER, FormAnswers, FormState, ReviewForm, WritingTime
from hoshin.reviews.policies import require_writer
from hoshin.reviews.questions import STEPS, ReviewQuestion
from hoshin.reviews.rows import AnswersTyped
from hoshin.reviews.selectors import questions_of

MOST_CITED, MOST_SECONDS = 40, 300


def save_answers(actor: Actor, *, form: ReviewForm, typed: AnswersTyped, version: int) -> FormAnswers:
    """Keep what stands in a form; `version` is that of what its writer saw, 0 where nothing was kept yet.

    Conflict: another tab or device saved meanwhile; nothing of either is lost, since nothing is written. Invalid: an answer
    is too long or off its scale.
    """
    require_writer(actor, form)
    if form.state != FormState.OPEN:
        raise Conflict(Said("This form was handed in meanwhile. Take it back to go on writing."))
    asked = questions_of(form)
    answers = checked_answers(asked, typed)
    with act(actor, "save_review_form", name=form.about.name):
        locked_row(form, version=None)
        kept = FormAnswers.objects.filter(form=form).first()
        if kept is None and version:
            raise Conflict(Said("What you had written in this form is gone: load it again."))
        cited = _cited(actor, form, asked, typed, kept.cited if kept else [])
        seconds = (kept.seconds if kept else 0) + min(max(typed.seconds, 0), MOST_SECONDS)
        values = {"answers": answers, "cited": cited, "seconds": seconds, "saved_at": clock.now()}
        if kept is None:
            return add_row(FormAnswers(form=form, **values))
        if (kept.answers, kept.cited) == (answers, cited):
            return kept
        if kept.version != version:
            raise Conflict(Said("You wrote in this form in another window meanwhile. Nothing of this one was saved."))
        return change_row(kept, version=version, **values)[0]


def hand_in(actor: Actor, *, form: ReviewForm, version: int) -> ReviewForm:
    """Say that a form is done. Invalid: it is empty. Conflict: it was changed in another tab."""
    require_writer(actor, form)
    with act(actor, "hand_in_review_form", name=form.about.name):
        fresh = locked_row(form, version=None)
        if fresh.state == FormState.DONE:
            return fresh
        kept = FormAnswers.objects.filter(form=form).first()
        if kept is None or not kept.answers:
            raise Invalid(Said("Nothing is written yet."), remedy="Answer one question at least.")
        if kept.version != version:
            raise Conflict(Said("This form was changed in another window. Load it again and look at it."))
        WritingTime.objects.create(cycle=form.cycle, source=form.source, seconds=kept.seconds)
        change_row(kept, version=None, seconds=0)
        return change_row(form, version=None, state=FormState.DONE, done_at=clock.now())[0]


def take_back_form(actor: Actor, *, form: ReviewForm) -> ReviewForm:
    """Go on writing a form that was handed in, as long as forms are written."""
    require_writer(actor, form)
    with act(actor, "take_back_review_form", name=form.about.name):
        return change_row(form, version=None, state=FormState.OPEN, done_at=None)[0]


def checked_answers(asked: Iterable[ReviewQuestion], typed: AnswersTyped) -> dict[str, dict[str, Any]]:
    """What is answered, by question. Invalid: with all that is wrong."""
    found: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for question in asked:
        if question.is_rated:
            step = typed.ratings.get(question.code)
            if step is not None and step not in STEPS:
                problems.append(Problem(Said("A rating is a step from 1 to 5."), field=question.code))
            elif step is not None:
                found[question.code] = {"rating": step}
        elif text := typed.texts.get(question.code, "").replace("\r\n", "\n").replace("\x00", "").strip():
            if len(text) > LONGEST_ANSWER:
                problems.append(Problem(Said("An answer has 8,000 characters at most."), field=question.code))
            found[question.code] = {"text": text}
    if problems:
        raise Invalid(problems)
    return found


def _cited(
    actor: Actor,
    form: ReviewForm,
    asked: Iterable[ReviewQuestion],
    typed: AnswersTyped,
    before: list[dict[str, str]],
) -> list[dict[str, str]]:
    """What is referred to, as it stood when it was. What its writer may not see is never among it."""
    wanted = [(one.code, key) for one in asked for key in dict.fromkeys(typed.cited.get(one.code, ()))][:MOST_CITED]
    known: dict[str, Mapping[str, str]] = {row["key"]: row for row in before}
    if missing := {key for _question, key in wanted} - known.keys():
        seen = evidence_of(actor, form.about, form.cycle.starts_on, form.cycle.ends_on)
        known |= {
            one.key: {"key": one.key, "day": one.day.isoformat(), "text": one.text, "kind": one.kind}
            for one in seen
            if one.key in missing
        }
    return [{**known[key], "question": question} for question, key in wanted if key in known]
