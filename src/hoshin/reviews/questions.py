"""Questions of a review, as they stand in a template and, frozen, in a cycle: plain dictionaries there, these here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said

STEPS = (1, 2, 3, 4, 5)
MOST_QUESTIONS, LONGEST_QUESTION_TEXT, LONGEST_HINT, LONGEST_ANCHOR, MOST_WEIGHT = 30, 500, 500, 300, 1_000.0
MOST_FAMILIES, LONGEST_FAMILY = 30, 200
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class ReviewSource(models.TextChoices):
    """Who somebody that writes is to the person they write about."""

    SELF = "self", _("themself")
    MANAGER = "manager", _("manager")
    OTHER = "other", _("dotted-line or project lead")
    PEER = "peer", _("peer")
    REPORT = "report", _("report")
    OUTSIDE = "outside", _("somebody outside")


class AnswerKind(models.TextChoices):
    """What an answer is: words, or a step of a scale from 1 to 5, each step said in words or not."""

    TEXT = "text", _("text")
    RATING = "rating", _("rating from 1 to 5")
    ANCHORED = "anchored", _("rating with a sentence for each step")


class RatedOf(models.TextChoices):
    """What a rating is of: performance goes into the score, potential stands beside it."""

    PERFORMANCE = "performance", _("performance")
    POTENTIAL = "potential", _("potential")


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One question: `anchors` are five sentences or none; `sources`: who is asked, everybody where none is named.
    `families`: about people of which job families, about everybody where none is named.
    """

    code: str
    kind: str
    text: str | Promise
    section: str | Promise = ""
    hint: str | Promise = ""
    weight: float = 1.0
    anchors: tuple[str | Promise, ...] = ()
    sources: tuple[str, ...] = ()
    of: str = RatedOf.PERFORMANCE
    families: tuple[str, ...] = ()

    @property
    def is_rated(self) -> bool:
        return self.kind != AnswerKind.TEXT

    def asks(self, source: str, family: str | None = None) -> bool:
        """Whether people of a source are asked it, about somebody of a job family (None: of any)."""
        if self.sources and source not in self.sources:
            return False
        return family is None or not self.families or folded(family) in {folded(one) for one in self.families}

    @property
    def steps(self) -> list[tuple[int, str]]:
        """The steps of a scale with their sentences."""
        said = self.anchors or ("",) * len(STEPS)
        return [(step, str(text)) for step, text in zip(STEPS, said, strict=True)]


def as_rows(questions: Iterable[ReviewQuestion]) -> list[dict[str, Any]]:
    """The same as dictionaries of plain values, in the language of whoever asks."""
    return [
        {
            **asdict(question),
            "text": str(question.text),
            "section": str(question.section),
            "hint": str(question.hint),
            "anchors": [str(anchor) for anchor in question.anchors],
            "sources": list(question.sources),
            "families": list(question.families),
        }
        for question in questions
    ]


def questions_from(rows: Iterable[Mapping[str, Any]]) -> tuple[ReviewQuestion, ...]:
    """Questions that were checked when they were kept."""
    lists = ("anchors", "sources", "families")
    return tuple(ReviewQuestion(**{**row, **{name: tuple(row.get(name, ())) for name in lists}}) for row in rows)


def folded(family: str) -> str:
    """A job family as it is compared: no case, one space between words."""
    return " ".join(family.casefold().split())


def checked(questions: Sequence[ReviewQuestion]) -> tuple[ReviewQuestion, ...]:
    """The questions as they are. Invalid: with all that is wrong, each at the field of its question."""
    problems = [problem for at, question in enumerate(questions) for problem in _problems(at, question)]
    if not questions:
        problems.append(Problem(Said("There is no question."), remedy="Write one question or more."))
    if len(questions) > MOST_QUESTIONS:
        problems.append(Problem(Said("There are more than %(most)s questions.", most=MOST_QUESTIONS)))
    codes = [question.code for question in questions]
    problems += [
        Problem(Said("Two questions are called %(code)s.", code=code), field=f"code-{at}")
        for at, code in enumerate(codes)
        if code in codes[:at]
    ]
    rated = [one for one in questions if one.is_rated and one.of == RatedOf.PERFORMANCE]
    if rated and not any(one.weight > 0 for one in rated):
        problems.append(
            Problem(
                Said("The weights of all ratings are zero, so that nothing would make a score."),
                remedy="Give one rating of performance a weight above zero, or leave out the ratings.",
            )
        )
    problems += _problems_of_potential(questions)
    if problems:
        raise Invalid(problems)
    return tuple(questions)


def _problems_of_potential(questions: Sequence[ReviewQuestion]) -> Iterable[Problem]:
    """Potential is what was seen, said step by step, and of two things at least: one look at a person says how much they are
    liked."""
    rated = [(at, one) for at, one in enumerate(questions) if one.is_rated and one.of == RatedOf.POTENTIAL]
    for at, one in rated:
        if one.kind != AnswerKind.ANCHORED:
            yield Problem(
                Said("Potential is rated by what was seen, with a sentence for each step."),
                field=f"kind-{at}",
                remedy="Write what one sees at each step, or let it be a rating of performance.",
            )
    if len(rated) == 1:
        yield Problem(
            Said("Potential is not rated by one question alone."),
            field=f"of-{rated[0][0]}",
            remedy="Ask for two things at least: how fast somebody learns, what scope they handle, in how many roles.",
        )


def _problems(at: int, one: ReviewQuestion) -> Iterable[Problem]:
    if not _CODE.fullmatch(one.code):
        yield Problem(
            Said("A short name has small letters, digits and _ and begins with a letter."), field=f"code-{at}"
        )
    if not str(one.text).strip() or len(str(one.text)) > LONGEST_QUESTION_TEXT:
        yield Problem(Said("A question has between 1 and 500 characters."), field=f"text-{at}")
    if len(str(one.hint)) > LONGEST_HINT:
        yield Problem(Said("A hint has 500 characters at most."), field=f"hint-{at}")
    if one.kind not in AnswerKind.values:
        yield Problem(Said("An answer is text, a rating, or a rating with sentences."), field=f"kind-{at}")
    if one.kind == AnswerKind.ANCHORED and (
        len(one.anchors) != len(STEPS) or not all(str(anchor).strip() for anchor in one.anchors)
    ):
        yield Problem(Said("A rating with sentences has five, one for each step from 1 to 5."), field=f"anchors-{at}")
    if any(len(str(anchor)) > LONGEST_ANCHOR for anchor in one.anchors):
        yield Problem(Said("A sentence for a step has 300 characters at most."), field=f"anchors-{at}")
    if not 0 <= one.weight <= MOST_WEIGHT:
        yield Problem(Said("A weight lies between 0 and 1,000."), field=f"weight-{at}")
    if len(one.families) > MOST_FAMILIES or any(len(family) > LONGEST_FAMILY for family in one.families):
        yield Problem(
            Said("A question is about 30 job families at most, each of 200 characters at most."), field=f"families-{at}"
        )
    if unknown := [source for source in one.sources if source not in ReviewSource.values]:
        yield Problem(Said("Nobody is asked as %(source)s.", source=unknown[0]), field=f"sources-{at}")
