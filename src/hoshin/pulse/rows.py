"""Surveys of one's own and results as sheets have them: plain values, by their codes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from hoshin.base.whole_numbers import whole_numbers
from hoshin.pulse.library import DRIVERS, LANGUAGES, OnlyIf, QuestionKind, SurveyQuestion, Texts


class QuestionnaireRow(NamedTuple):
    """A survey of one's own; its questions stand in a sheet of theirs."""

    code: str
    name: str
    purpose: str = ""


class SurveyQuestionRow(NamedTuple):
    """A question; options one a line, `only_if_options` the places, from 1, of options of the question `only_if`."""

    survey: str
    question: str
    place: int
    kind: str
    driver: str = ""
    topic: str = ""
    is_reversed: bool = False
    text_en: str = ""
    text_de: str = ""
    text_fr: str = ""
    options_en: str = ""
    options_de: str = ""
    options_fr: str = ""
    section_en: str = ""
    section_de: str = ""
    section_fr: str = ""
    only_if: str = ""
    only_if_options: tuple[str, ...] = ()


class SurveyResultRow(NamedTuple):
    """What a unit said to one driver of a wave; the unit of everybody who was asked has no code."""

    wave: str
    name: str
    unit: str
    driver: str
    closed_on: date | None
    n: int
    score: float
    low: float | None
    high: float | None
    favourable: float | None
    favourable_low: float | None
    favourable_high: float | None
    unfavourable: float | None
    change: float | None
    is_significant: bool | None


class SurveyChoiceRow(NamedTuple):
    """How many of a unit chose one option of a question of a wave; `place` is that of the option, from 1."""

    wave: str
    name: str
    unit: str
    question: str
    place: int
    text: str
    option: str
    n: int
    count: int


def row_of_question(survey: str, place: int, kept: Mapping[str, Any]) -> SurveyQuestionRow:
    """A question of a survey, as it was written down, in its place from 1."""
    condition = kept.get("only_if") or {}
    texts = {
        **{f"text_{one}": kept["text"].get(one, "") for one in LANGUAGES},
        **{f"options_{one}": _lines([option.get(one, "") for option in kept.get("options", ())]) for one in LANGUAGES},
        **{f"section_{one}": (kept.get("section") or {}).get(one, "") for one in LANGUAGES},
    }
    return SurveyQuestionRow(
        survey=survey,
        question=kept["code"],
        place=place,
        kind=kept["kind"],
        driver=kept["driver"] if kept["driver"] in DRIVERS else "",
        topic=kept.get("topic", ""),
        is_reversed=kept.get("is_reversed", False),
        only_if=condition.get("question", ""),
        only_if_options=tuple(str(option + 1) for option in condition.get("options", ())),
        **texts,
    )


def question_of_row(row: SurveyQuestionRow) -> SurveyQuestion:
    """The question that a row says; its driver is found when it is written."""
    said = row._asdict()
    lines = {one: said[f"options_{one}"].splitlines() for one in LANGUAGES if said[f"options_{one}"].strip()}
    count = max((len(options) for options in lines.values()), default=0)
    options = tuple(
        Texts({one: (given[at].strip() if at < len(given) else "") for one, given in lines.items()})
        for at in range(count)
    )
    places = tuple(option - 1 for option in whole_numbers(row.only_if_options))
    return SurveyQuestion(
        code=row.question,
        driver=row.driver,
        text=_texts(said, "text"),
        kind=QuestionKind(row.kind),
        is_reversed=row.is_reversed,
        options=options,
        section=_texts(said, "section") or "",
        topic=row.topic,
        only_if=OnlyIf(row.only_if, places) if row.only_if else None,
    )


def _texts(said: Mapping[str, Any], name: str) -> Texts:
    return Texts({one: text for one in LANGUAGES if (text := said[f"{name}_{one}"].strip())})


def _lines(options: list[str]) -> str:
    return "\n".join(options) if any(options) else ""
