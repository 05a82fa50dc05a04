"""Comparing how managers' reviews of groups are worded, once writing has ended; a worker does it, since texts are many."""

from collections.abc import Iterator
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import change_row
from hoshin.audit.services import act
from hoshin.feedback.selectors import names_of_measures
from hoshin.reviews.assembly.wording import GROUPED_BY, WrittenAbout, wording_of
from hoshin.reviews.models import FormAnswers, FormState, ReviewCycle, ReviewScreen, ScreenMoment
from hoshin.reviews.policies import ReviewRight
from hoshin.reviews.questions import ReviewSource

AT_ONCE = 500


def compare_wording_of(actor: Actor, *, cycle: ReviewCycle) -> ReviewScreen | None:
    """Keep with the first screen of a cycle how managers' texts about groups differ; None where it has no such screen.

    What was kept stays: a second comparison, of fewer people, would tell of those between.
    """
    require(actor, ReviewRight.RUN)
    screen = ReviewScreen.objects.filter(cycle=cycle, moment=ScreenMoment.COMPUTED).first()
    if screen is None or screen.wording:
        return screen
    found = wording_of(_written(cycle), frozenset(names_of_measures(actor)))
    with act(actor, "compare_review_wording", name=cycle.name):
        return change_row(screen, version=None, wording=found)[0]


def _written(cycle: ReviewCycle) -> Iterator[WrittenAbout]:
    rows = FormAnswers.objects.filter(
        form__cycle=cycle, form__state=FormState.DONE, form__source=ReviewSource.MANAGER
    ).order_by("pk")
    facts = ("form__about__fte", *(f"form__about__{name}" for name in GROUPED_BY[1:]))
    for answers, author, fte, *groups in rows.values_list("answers", "form__by", *facts).iterator(AT_ONCE):
        hours = "part_time" if fte < 1 else "full_time"
        if text := _words(answers):
            yield WrittenAbout(text, author, (hours, *groups))


def _words(answers: dict[str, dict[str, Any]]) -> str:
    return "\n".join(answer["text"] for answer in answers.values() if answer.get("text"))
