"""What a leader is advised to do next, and how it is done well, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.leading.models import WordingRelease
from hoshin.leading.practice import NextStep
from hoshin.web.differences import DifferenceInWords, differences_in_words
from hoshin.web.jinja import url

# By code: what to do, and short guidance on doing it well. The first may name somebody.
_STEPS: dict[str, tuple[str | Promise, str | Promise]] = {
    "answer": (
        _("Answer what %(name)s asks about your announcement"),
        _("Others have the same question. Say what is settled, what is not, and by when it will be."),
    ),
    "owed": (
        _("Give %(name)s the feedback they asked you for"),
        _("Answer the question that was asked: one situation, what you saw, what came of it."),
    ),
    "respond": (
        _("Answer %(name)s on a goal that is proposed"),
        _("Accept it, or say what you would change and why. A week of silence is heard as an answer."),
    ),
    "meet": (
        _("Agree on a 1:1 with %(name)s"),
        _("Half an hour every second week is enough. Their points first; yours after."),
    ),
    "give": (
        _("Tell %(name)s what you saw of their work"),
        _("You gave them none in a quarter. Take one thing of the last two weeks; what went well counts."),
    ),
    "clarify": (
        _("Settle with %(name)s what is expected"),
        _(
            "Two or three goals, each with how you both will see it. Ask them to put it first, and then say what is missing."
        ),
    ),
    "agree": (
        _("Agree with %(name)s on the goals that they wrote"),
        _("Read them together. What is agreed is kept in its exact terms, and neither of you has to remember it."),
    ),
    "announce": (
        _("Say where those whom you lead are going"),
        _("One page: what matters this quarter, why, what you will leave out, and which objective it serves."),
    ),
    "recognise": (
        _("Thank somebody in the open"),
        _("Say what they did and which value it shows. The smaller the thing, the more people see that it counts."),
    ),
}


@dataclass(frozen=True, slots=True)
class StepInWords:
    """What to do next, how it is done well, and where."""

    text: str
    guidance: str
    address: str


def in_words(step: NextStep | None) -> StepInWords | None:
    """The next step as it is read."""
    if step is None:
        return None
    text, guidance = _STEPS[step.code]
    return StepInWords(
        str(text) % {"name": step.name}, str(guidance), url(step.page, *step.page_by, **dict(step.query))
    )


@dataclass(frozen=True, slots=True)
class WordingInWords:
    """A month's comparison; `is_compared`: whether any groups were large enough."""

    month: date
    is_compared: bool
    differences: tuple[DifferenceInWords, ...]


def wording_in_words(release: WordingRelease | None) -> WordingInWords | None:
    """How feedback is worded about groups, as it is read."""
    if release is None:
        return None
    return WordingInWords(release.month, bool(release.compared), differences_in_words(release.differences))
