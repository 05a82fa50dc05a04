"""Periods of a plan, as rows of a workbook write them: a day stands for the period in which it lies."""

from collections.abc import Iterator

from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import Said, sentence
from hoshin.strategy.sheets.plans import frequencies


def fit_periods(draft: Draft, book: Book) -> Iterator[Problem]:
    """Write each period as one of the plan that its row names; a fault where it is none."""
    known = frequencies(book)
    periods = list(draft.cells("period"))
    for at, (plan, period) in enumerate(zip(draft.cells("plan"), periods, strict=True)):
        frequency = known.get(folded_code(plan or ""))
        if frequency is None or period is None:
            continue
        if period.frequency is Frequency.DAILY:
            periods[at] = Period.containing(period.start, frequency)
        elif period.frequency is not frequency:
            name = book.codes("plans")[folded_code(plan)]
            message = Said(
                "%(period)s is %(frequency)s, but the scorecard of %(plan)s is %(wanted)s.",
                period=str(period),
                frequency=sentence(period.frequency),
                plan=name,
                wanted=sentence(frequency),
            )
            remedy = Said("Write a period such as %(period)s.", period=str(Period.containing(period.start, frequency)))
            yield draft.problem(at, "period", period, message, remedy, "period")
    draft.given["period"] = periods
