"""Sheets survey_results and survey_choices: what may be told of the units of which one sees results. They are written out

and not read back: results are found from answers, once, when a survey is closed.
"""

from collections.abc import Iterator
from itertools import islice

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.pulse.library import SurveyQuestion
from hoshin.pulse.policies import choices_visible_to, results_visible_to
from hoshin.pulse.rows import SurveyChoiceRow, SurveyResultRow
from hoshin.pulse.selectors import intervals_of, questions_of

_NUMBERS = ("score", "low", "high", "favourable", "favourable_low", "favourable_high", "unfavourable", "change")
_AT_ONCE = 2_000


def _stored(actor: Actor) -> Iterator[SurveyResultRow]:
    """The same cells as on the page: what is hidden there has no row."""
    rows = results_visible_to(actor).select_related("wave", "unit")
    each = rows.order_by("wave__closed_on", "wave", "unit__place", "driver").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(each, _AT_ONCE)):
        for row, (low, high) in zip(some, intervals_of(some), strict=True):
            yield SurveyResultRow(
                wave=row.wave.code,
                name=row.wave.name,
                unit=row.unit.code,
                driver=row.driver,
                closed_on=row.wave.closed_on,
                n=row.n,
                score=row.score,
                low=row.low,
                high=row.high,
                favourable=row.favourable,
                favourable_low=low,
                favourable_high=high,
                unfavourable=row.unfavourable,
                change=row.change,
                is_significant=row.is_change_sure,
            )


def _stored_choices(actor: Actor) -> Iterator[SurveyChoiceRow]:
    rows = choices_visible_to(actor).select_related("wave", "unit")
    asked: dict[int, dict[str, SurveyQuestion]] = {}
    for row in rows.order_by("wave__closed_on", "wave", "unit__place", "question").iterator(chunk_size=_AT_ONCE):
        if row.wave_id not in asked:
            asked[row.wave_id] = {one.code: one for one in questions_of(row.wave)}
        question = asked[row.wave_id][row.question]
        for place, (option, count) in enumerate(zip(question.choices(), row.counts, strict=True), 1):
            yield SurveyChoiceRow(
                wave=row.wave.code,
                name=row.wave.name,
                unit=row.unit.code,
                question=row.question,
                place=place,
                text=str(question.text),
                option=option,
                n=row.n,
                count=count,
            )


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """Nothing of it is read."""
    draft.choose([])
    yield from ()


SURVEY_RESULTS = Sheet(
    "survey_results",
    "result of a survey",
    (
        Column("wave", required=True),
        Column("name"),
        Column("unit"),
        Column("driver", required=True),
        Column("closed_on", ColumnKind.DATE),
        Column("n", ColumnKind.WHOLE),
        *(Column(name, ColumnKind.NUMBER) for name in _NUMBERS),
        Column("is_significant", ColumnKind.YES_NO),
    ),
    ("wave", "unit", "driver"),
    SurveyResultRow,
    after="survey_questions",
    stored=_stored,
    prepare=_prepare,
)
SURVEY_CHOICES = Sheet(
    "survey_choices",
    "option of a survey",
    (
        Column("wave", required=True),
        Column("name"),
        Column("unit"),
        Column("question", required=True),
        Column("place", ColumnKind.WHOLE, required=True),
        Column("text"),
        Column("option"),
        Column("n", ColumnKind.WHOLE),
        Column("count", ColumnKind.WHOLE),
    ),
    ("wave", "unit", "question", "place"),
    SurveyChoiceRow,
    after="survey_results",
    stored=_stored_choices,
    prepare=_prepare,
)
