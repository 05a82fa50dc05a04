"""Sheet survey_results: what may be told of the units of which one sees results. It is written out and not read back:

results are found from answers, once, when a survey is closed.
"""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.pulse.policies import results_visible_to
from hoshin.pulse.rows import SurveyResultRow

_NUMBERS = ("score", "low", "high", "favourable", "unfavourable", "change")


def _stored(actor: Actor) -> Iterator[SurveyResultRow]:
    """The same cells as on the page: what is hidden there has no row."""
    rows = results_visible_to(actor).order_by("wave__closed_on", "wave", "unit__place", "driver")
    named = ("wave__code", "wave__name", "unit__code", "driver", "wave__closed_on", "n", *_NUMBERS, "is_change_sure")
    for values in rows.values_list(*named):
        yield SurveyResultRow(*values)


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
