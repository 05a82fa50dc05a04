"""Words for what the coach of feedback found: neutral questions to its writer, never a verdict."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.feedback.assembly import cues_of
from hoshin.feedback.selectors import names_of_measures

# By prompt what was seen, and what to consider. The first may name the words of the text.
_SAID: dict[str, tuple[str | Promise, str | Promise]] = {
    "trait": (
        _("This describes a trait: %(words)s."),
        _("Can you name a situation, what was done, and its effect?"),
    ),
    "loaded": (
        _("This leaves little room for an answer: %(words)s."),
        _("Say which time you mean, and what you saw."),
    ),
    "vague_praise": (
        _("Praise without what it was for: %(words)s."),
        _("What was done, when, and what came of it?"),
    ),
    "no_outcome": (
        _("It names no time, number or effect."),
        _("Add one example: when it was, and what it led to."),
    ),
    "hedged": (
        _("Much of it is taken back again: %(words)s."),
        _("Say what you saw as you saw it."),
    ),
    "short": (
        _("It is short."),
        _("One example more makes it useful."),
    ),
    "long": (
        _("It is long: over 250 words."),
        _("Keep what matters most; the rest may be for a talk."),
    ),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to think about: what was seen in the text, and what to consider."""

    code: str
    seen: str
    consider: str


def suggestions(actor: Actor, text: str, language: str) -> list[Suggestion]:
    """What a writer may want to say otherwise, the weightiest first, in the language of whoever reads."""
    result = cues_of(text, language, names_of_measures(actor))
    return [
        Suggestion(prompt.value, str(_SAID[prompt.value][0]) % {"words": ", ".join(terms)}, str(_SAID[prompt.value][1]))
        for prompt, terms in result.prompts
    ]
