"""Surveys as programs read and send them. Of answers there is nothing to read."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.parameters import CODE
from hoshin.api.schemas.goals import Day
from hoshin.api.schemas.recorded import Strict
from hoshin.base.errors import said_of_stored
from hoshin.org.people_rules import rule_of
from hoshin.pulse.assembly import ShareInterval
from hoshin.pulse.library import Survey
from hoshin.pulse.models import ChoiceResult, PlannedWave, Wave, WaveResult
from hoshin.pulse.selectors import UnitResults

_Values = Annotated[
    list[Annotated[str, Field(max_length=200)]],
    Field(max_length=50, description="Those alone of one of these; none: all."),
]
_Smallest = Annotated[int, Field(ge=3, le=1_000)]
_Survey = Annotated[str, Field(pattern=CODE, max_length=40)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Unit = Annotated[str | None, Field(pattern=CODE, max_length=100, description="With all below; null: everybody.")]
_SentOn = Annotated[Day, Field(description="A day to come, on which it is sent.")]
_Share = Annotated[int, Field(ge=1, le=100)]
_Languages = Annotated[list[Literal["en", "de", "fr"]], Field(max_length=3)]
_Readers = Literal["nobody", "heads"]


class WaveOut(Schema):
    """A survey that was sent, with what it promises."""

    code: str
    name: str
    survey: str = Field(description="Of the library, or one's own, by its code.")
    opened_on: date
    closes_on: date
    closed_on: date | None
    smallest: int = Field(description="Nothing is told of fewer who answered.")
    smallest_comments: int
    comments_to: Literal["nobody", "heads"]
    falls_to_hr: bool = Field(description="HR of a unit is told where engagement fell there, and by how much.")
    is_named: bool = Field(description="Answers stand with names; there are no results of groups.")
    share: int = Field(description="So many percent of the people are asked, drawn by chance.")
    whom: dict[str, Any] = Field(
        description="The rule by which people were chosen; of those named one by one how many."
    )
    languages: list[str] = Field(description="In which it is asked; none: in all that it has.")


class DriverResultOut(Schema):
    """What a unit said to one driver; one that is missing has not enough responses."""

    driver: str
    name: str = Field(description="What it is called: of one's own surveys the topic.")
    n: int
    score: float = Field(description="0 to 100; of enps −100 to 100.")
    low: float | None = Field(description="The interval of 95 %; null where all of the unit answered.")
    high: float | None
    favourable: float | None = Field(description="Share, 0 to 1; null where it may not be told.")
    favourable_low: float | None = Field(description="Its interval of 95 %.")
    favourable_high: float | None
    unfavourable: float | None
    change: float | None = Field(description="Since the wave before; null where that is not of the same people.")
    is_change_sure: bool | None = Field(description="It is significant.")


class ChoiceResultOut(Schema):
    question: str
    text: str
    options: list[str]
    n: int
    counts: list[int]


class UnitResultOut(Schema):
    """A unit with all below it; the first is everybody who was asked, without a code."""

    place: int
    unit: str
    name: str
    invited: int
    completed: int | None
    drivers: list[DriverResultOut]
    choices: list[ChoiceResultOut]


class ImportanceOut(Schema):
    """What goes with engagement; drivers that cannot be told apart stand together, and have one rank."""

    drivers: list[str]
    share: float
    low: float
    high: float
    rank: int
    ranks_differ: bool = Field(
        default=False, description="Another method puts some that are told apart in another order."
    )


class WaveResultsOut(WaveOut):
    """Results as on the page: the same for everybody who sees a unit, and nothing of what is hidden."""

    importance: list[ImportanceOut]
    units: list[UnitResultOut]


class WaveIn(Strict):
    """A survey to send. What it promises cannot be changed after that."""

    survey: _Survey
    name: _Name
    closes_on: Day
    unit: _Unit = None
    job_families: _Values = []
    levels: _Values = []
    locations: _Values = []
    joined_since: Annotated[Day | None, Field(description="Those alone who joined on this day or later.")] = None
    joined_before: Annotated[Day | None, Field(description="Those alone who joined before it.")] = None
    remind_on: Day | None = None
    smallest: _Smallest = 5
    smallest_comments: _Smallest = 10
    comments_to: _Readers = "nobody"
    falls_to_hr: bool = False
    is_named: bool = False
    share: _Share = 100
    languages: _Languages = []
    remind_again_on: Day | None = None


class PlannedWaveIn(WaveIn):
    """A survey to send on a later day, to those whom it means then. Nothing is promised before."""

    opens_on: _SentOn


class PlannedWaveChanged(Strict):
    """What is to be said otherwise of one that is planned; what is left out stays."""

    survey: _Survey | None = None
    name: _Name | None = None
    opens_on: _SentOn | None = None
    closes_on: Day | None = None
    unit: _Unit = None
    job_families: _Values | None = None
    levels: _Values | None = None
    locations: _Values | None = None
    joined_since: Day | None = None
    joined_before: Day | None = None
    remind_on: Day | None = None
    remind_again_on: Day | None = None
    smallest: _Smallest | None = None
    smallest_comments: _Smallest | None = None
    comments_to: _Readers | None = None
    falls_to_hr: bool | None = None
    is_named: bool | None = None
    share: _Share | None = None
    languages: _Languages | None = None
    version: Annotated[int | None, Field(ge=0, description="As it was read: refused where it changed since.")] = None


class WaveProblemOut(Schema):
    message: str
    remedy: str


class PlannedWaveOut(Schema):
    """A survey that is to be sent on a later day; it can be changed, and called off."""

    code: str
    name: str
    survey: str
    opens_on: date
    closes_on: date
    unit: str | None
    whom: dict[str, Any] = Field(description="The rule by which people are chosen; of those named one by one how many.")
    terms: dict[str, Any] = Field(description="What else was said of it, by the names with which it is planned.")
    problems: list[WaveProblemOut] = Field(
        description="Why it could not be sent on its day. It is not tried again before it is changed."
    )
    version: int


def planned_wave_out(row: PlannedWave) -> dict[str, Any]:
    said = {
        "unit": row.unit.code if row.unit else None,
        "whom": rule_of(row.whom).as_promised(),
        "problems": [said_of_stored(problem) for problem in row.problems],
    }
    return {name: said[name] if name in said else getattr(row, name) for name in PlannedWaveOut.model_fields}


def wave_out(wave: Wave) -> dict[str, Any]:
    return {name: getattr(wave, name) for name in WaveOut.model_fields}


def results_out(
    wave: Wave, survey: Survey, units: list[UnitResults], choices: dict[str, list[ChoiceResult]]
) -> dict[str, Any]:
    by_unit: dict[int, list[ChoiceResult]] = {}
    for rows in choices.values():
        for row in rows:
            by_unit.setdefault(row.unit_id, []).append(row)
    known = {one.unit.pk: (one.unit, one.results, one.shares) for one in units}
    for rows in by_unit.values():
        known.setdefault(rows[0].unit_id, (rows[0].unit, {}, {}))
    questions, names = {question.code: question for question in survey.questions}, survey.driver_names
    return wave_out(wave) | {
        "importance": wave.importance,
        "units": [
            {
                "place": unit.place,
                "unit": unit.code,
                "name": unit.name,
                "invited": unit.invited,
                "completed": unit.completed,
                "drivers": [
                    _driver_out(results[driver], shares[driver], str(names[driver]))
                    for driver in survey.drivers
                    if driver in results
                ],
                "choices": [
                    {
                        "question": row.question,
                        "text": str(questions[row.question].text),
                        "options": questions[row.question].choices(),
                        "n": row.n,
                        "counts": row.counts,
                    }
                    for row in by_unit.get(unit.pk, ())
                ],
            }
            for unit, results, shares in sorted(known.values(), key=lambda pair: pair[0].place)
        ],
    }


def _driver_out(row: WaveResult, share: ShareInterval, name: str) -> dict[str, Any]:
    between = {"name": name, "favourable_low": share[0], "favourable_high": share[1]}
    return {name: getattr(row, name) for name in DriverResultOut.model_fields if name not in between} | between
