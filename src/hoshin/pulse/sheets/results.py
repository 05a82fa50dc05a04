"""Sheet survey_results: what may be told of the units of which one sees results. It is written out and not read back:

results are found from answers, once, when a survey is closed.
"""

from collections.abc import Iterator
from itertools import islice

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.pulse.policies import results_visible_to
from hoshin.pulse.rows import SurveyResultRow
from hoshin.pulse.selectors import intervals_of

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
