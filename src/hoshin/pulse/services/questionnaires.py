"""Writing surveys of one's own: a copy of one of the library or a new one, question by question."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, NotFound, Problem
from hoshin.base.wordings import Said
from hoshin.feedback.models import new_code
from hoshin.pulse.library import DRIVERS, ENPS, SURVEYS, QuestionKind, SurveyQuestion, Texts, as_kept, from_kept
from hoshin.pulse.models import Questionnaire
from hoshin.pulse.policies import PulseRight

MOST_QUESTIONS, MOST_OPTIONS, LONGEST_TEXT, LONGEST_OPTION = 60, 20, 300, 200


def add_questionnaire(actor: Actor, *, name: str, purpose: str = "", copy_of: str = "") -> Questionnaire:
    """Begin a survey of one's own; `copy_of` is one of the library or another own one, by its code."""
    require(actor, PulseRight.RUN)
    questions = _questions_of(copy_of) if copy_of else []
    with act(actor, "write_survey", name=name.strip()):
        return add_row(Questionnaire(name=name.strip(), purpose=purpose.strip(), questions=questions))


def change_questionnaire(
    actor: Actor, *, questionnaire: Questionnaire, version: int | None, name: str, purpose: str = ""
) -> Questionnaire:
    """Call it otherwise."""
    require(actor, PulseRight.RUN)
    with act(actor, "rename_survey", name=name.strip()):
        return change_row(questionnaire, version=version, name=name.strip(), purpose=purpose.strip())[0]


def remove_questionnaire(actor: Actor, *, questionnaire: Questionnaire, version: int | None) -> None:
    """Remove it; what was sent of it stays."""
    require(actor, PulseRight.RUN)
    with act(actor, "remove_survey", name=questionnaire.name):
        remove_row(questionnaire, version=version, in_use="")


def set_question(
    actor: Actor, *, questionnaire: Questionnaire, version: int | None, question: SurveyQuestion, code: str = ""
) -> Questionnaire:
    """Add a question at the end, or put it in the place of the one with that code.

    Where its words, kind or options change, it becomes another question with another code, so that no trend is told across.
    Invalid names all that does not fit.
    """
    require(actor, PulseRight.RUN)
    asked = [from_kept(kept) for kept in questionnaire.questions]
    place = _place(asked, code) if code else len(asked)
    before = asked[place] if code else None
    question = as_asked(replace(question, code=code or f"own_{new_code()[:12]}"))
    if before is not None and not means_the_same(before, question):
        question = as_asked(replace(question, code=f"own_{new_code()[:12]}"))
    asked[place : place + 1] = [question]
    if code:
        asked = [_asking(one, code, question.code) for one in asked]
    return _write(actor, "write_survey_question", questionnaire, version, asked)


def move_question(
    actor: Actor, *, questionnaire: Questionnaire, version: int | None, code: str, up: bool
) -> Questionnaire:
    """Let a question change places with the one before or after it."""
    require(actor, PulseRight.RUN)
    asked = [from_kept(kept) for kept in questionnaire.questions]
    place = _place(asked, code)
    other = place - 1 if up else place + 1
    if 0 <= other < len(asked):
        asked[place], asked[other] = asked[other], asked[place]
    return _write(actor, "move_survey_question", questionnaire, version, asked)


def remove_question(actor: Actor, *, questionnaire: Questionnaire, version: int | None, code: str) -> Questionnaire:
    """Take a question out, of which no other depends."""
    require(actor, PulseRight.RUN)
    asked = [from_kept(kept) for kept in questionnaire.questions]
    del asked[_place(asked, code)]
    return _write(actor, "take_out_survey_question", questionnaire, version, asked)


def _questions_of(code: str) -> list[dict[str, Any]]:
    if code in SURVEYS:
        return [as_kept(question) for question in SURVEYS[code].questions]
    own = Questionnaire.objects.filter(code=code).first()
    if own is None:
        raise Invalid(Said("There is no such survey."), field="copy_of", value=code)
    return list(own.questions)


def _place(asked: list[SurveyQuestion], code: str) -> int:
    for place, question in enumerate(asked):
        if question.code == code:
            return place
    raise NotFound("question", code)


def as_asked(question: SurveyQuestion) -> SurveyQuestion:
    """The same with what it is about found: what is counted by option is about itself."""
    return replace(question, driver=question.code if question.is_counted else _driver_of(question))


def _driver_of(question: SurveyQuestion) -> str:
    """What it is about: a driver of the library, or a topic of its own, known by its name."""
    if question.kind == QuestionKind.ENPS:
        return ENPS
    if question.driver in DRIVERS:
        return question.driver
    return f"own_{sha256(question.topic.strip().casefold().encode()).hexdigest()[:12]}"


def means_the_same(before: SurveyQuestion, now: SurveyQuestion) -> bool:
    """Whether both may have one code: another translation beside the words that stood there changes nothing."""
    if (before.kind, before.is_reversed, len(before.options)) != (now.kind, now.is_reversed, len(now.options)):
        return False
    pairs = [(before.text, now.text), *zip(before.options, now.options, strict=True)]
    return all(_keeps_words(one, other) for one, other in pairs)


def _keeps_words(before: object, now: object) -> bool:
    if not isinstance(before, Texts) or not isinstance(now, Texts):
        return before == now
    return all(now.get(language) == text for language, text in before.items() if text)


def _asking(question: SurveyQuestion, before: str, now: str) -> SurveyQuestion:
    if question.only_if is None or question.only_if.question != before:
        return question
    return replace(question, only_if=replace(question.only_if, question=now))


def _write(
    actor: Actor, verb: str, questionnaire: Questionnaire, version: int | None, asked: list[SurveyQuestion]
) -> Questionnaire:
    if problems := _problems(asked):
        raise Invalid(problems)
    with act(actor, verb, name=questionnaire.name):
        kept = [as_kept(question) for question in asked]
        return change_row(questionnaire, version=version, questions=kept)[0]


def _problems(asked: list[SurveyQuestion]) -> list[Problem]:
    found: list[Problem] = []
    if len(asked) > MOST_QUESTIONS:
        found.append(Problem(Said("A survey has 60 questions at most: nobody answers more.")))
    earlier: dict[str, SurveyQuestion] = {}
    for question in asked:
        found += question_problems(question, earlier)
        earlier[question.code] = question
    return found


def question_problems(question: SurveyQuestion, earlier: dict[str, SurveyQuestion]) -> list[Problem]:
    """What is wrong with a question that is asked after these."""
    found = []
    texts = question.text if isinstance(question.text, Texts) else Texts()
    if not any(texts.values()):
        found.append(Problem(Said("A question has words, in one language at least."), field="text"))
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        found.append(Problem(Said("A question has 300 characters at most."), field="text"))
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        found += _options_problems(question)
    elif question.is_scored and question.driver not in DRIVERS and not question.topic.strip():
        found.append(Problem(Said("Say what the question is about, or choose a topic."), field="topic"))
    condition = question.only_if
    if condition is None:
        return found
    asks = earlier.get(condition.question)
    if asks is None or not asks.options:
        said = Said("“%(text)s” depends on a question that stands no more before it.", text=str(question.text))
        found.append(Problem(said, field="only_if", remedy="Put it after that question, or ask it of everybody."))
    elif not condition.options or max(condition.options) >= len(asks.options) or min(condition.options) < 0:
        found.append(Problem(Said("It depends on an option that is not there."), field="only_if"))
    return found


def _options_problems(question: SurveyQuestion) -> list[Problem]:
    count = len(question.options)
    if not 2 <= count <= MOST_OPTIONS:
        return [Problem(Said("A choice has two options at least, and 20 at most."), field="options")]
    found = []
    for language in {one for option in question.options for one, text in option.items() if text}:
        words = [option.get(language, "").strip().casefold() for option in question.options]
        if not all(words):
            found.append(Problem(Said("Each language has as many options as the others."), field="options"))
        elif len(set(words)) < count:
            found.append(Problem(Said("Each option stands there once."), field="options"))
        elif max(len(one) for one in words) > LONGEST_OPTION:
            found.append(Problem(Said("An option has 200 characters at most."), field="options"))
    return found
