"""What somebody answered, checked and taken apart: a row of scores, what they chose, and words, none beside another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.base.errors import Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.pulse.library import COMMENT, QuestionKind, SurveyQuestion, is_asked
from hoshin.pulse.models import LONGEST_COMMENT
from hoshin.pulse.policies import PulseRight

BallotAnswers = Mapping[str, "int | str | Sequence[int] | None"]


@dataclass(slots=True)
class Ballot:
    """`row`: answers on scales, by the scored questions in their order; `chosen`: by question the places of options;
    `words`: [question, text]."""

    row: list[int | None] = field(default_factory=list)
    chosen: dict[str, list[int]] = field(default_factory=dict)
    words: list[list[str]] = field(default_factory=list)


def ballot_of(questions: Sequence[SurveyQuestion], answers: BallotAnswers, comment: str, takes_words: bool) -> Ballot:
    """Check what was answered; what was answered to a question that is not asked is left out.

    Invalid: an answer off its scale, an option that is not there, words that are too long, or nothing at all.
    """
    ballot, problems = Ballot(), list[Problem]()
    for question in questions:
        given = answers.get(question.code) if is_asked(question, ballot.chosen) else None
        if question.kind == QuestionKind.TEXT:
            _take_words(ballot, question.code, str(given or "") if takes_words else "", problems)
        elif question.is_counted:
            _take_choice(ballot, question, given, problems)
        else:
            _take_score(ballot, question, given, problems)
    is_empty = not ballot.chosen and not ballot.words and all(answer is None for answer in ballot.row)
    _take_words(ballot, COMMENT, comment if takes_words else "", problems)
    if problems:
        raise Invalid(problems)
    if is_empty:
        raise Invalid(Said("Nothing is answered yet. Answer one question at least."))
    return ballot


def try_ballot(actor: Actor, *, questions: Sequence[SurveyQuestion], answers: BallotAnswers) -> Ballot:
    """What would be kept of answers, without keeping it."""
    require(actor, PulseRight.RUN)
    return ballot_of(questions, answers, "", True)


def _take_score(ballot: Ballot, question: SurveyQuestion, given: Any, problems: list[Problem]) -> None:
    is_right = given is None or (isinstance(given, int) and question.kind.low <= given <= question.kind.high)
    if not is_right:
        problems.append(Problem(Said("This answer lies off its scale."), field=question.code))
    ballot.row.append(given if is_right else None)


def _take_choice(ballot: Ballot, question: SurveyQuestion, given: Any, problems: list[Problem]) -> None:
    """Options by their places; of a scale, its steps."""
    if given is None or given == [] or given == ():
        return
    several = [given] if isinstance(given, int) else given
    if not isinstance(several, (list, tuple)) or not all(isinstance(one, int) for one in several):
        problems.append(Problem(Said("Options are named by their places, from 0 on."), field=question.code))
        return
    places = sorted(set(several))
    if question.kind in (QuestionKind.SCALE, QuestionKind.ENPS):
        places = [one - question.kind.low for one in places]
    if any(not 0 <= one < len(question.choices("en")) for one in places):
        problems.append(Problem(Said("There is no such option."), field=question.code))
    elif len(places) > 1 and question.kind != QuestionKind.CHOICES:
        problems.append(Problem(Said("Of these options one is chosen."), field=question.code))
    else:
        ballot.chosen[question.code] = places


def _take_words(ballot: Ballot, code: str, text: str, problems: list[Problem]) -> None:
    words = text.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_COMMENT:
        problems.append(Problem(Said("A comment has 2,000 characters at most."), field=code))
    elif words:
        ballot.words.append([code, words])
