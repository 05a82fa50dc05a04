"""Writes what a workbook asks for through the apps, sheet by sheet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from hoshin.accounts.access import Actor
from hoshin.base import events
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.progress import TellProgress
from hoshin.exchange.result import Difference
from hoshin.exchange.workbook.comparing import compared, shown


def apply(
    actor: Actor, book: Book, *, limit: int, progress: TellProgress | None = None
) -> tuple[dict[str, Outcome], list[Difference]]:
    """Write what is not there yet; returns counts by sheet and the first differences. Within the act of the caller."""
    outcomes, differences = compared(book, limit)
    for name, draft in book.drafts.items():
        if draft.sheet.record is not None:
            if not draft.numbers and not draft.left_alone:
                continue
            outcomes[name], found = _recorded(actor, draft, limit, progress)
            differences += found
        elif draft.news:
            _hear(progress, 0, draft)
            with _places(draft, draft.news):
                draft.sheet.write(actor, draft.new_rows())
            _hear(progress, len(draft.news), draft)
    _finish(actor, book)
    return outcomes, differences


def _recorded(
    actor: Actor, draft: Draft, limit: int, progress: TellProgress | None
) -> tuple[Outcome, list[Difference]]:
    assert draft.sheet.record is not None
    name = draft.sheet.name

    def hear(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total, name)

    with _places(draft, range(len(draft.numbers))):
        outcome, changes = draft.sheet.record(actor, draft, limit, hear)
    return outcome, [Difference(name, code, field, shown(was), shown(value)) for code, field, was, value in changes]


def _finish(actor: Actor, book: Book) -> None:
    for draft in book.drafts.values():
        for one in (draft.sheet, *draft.sheet.added):
            if one.finish is not None:
                with _places(draft, range(len(draft.numbers))):
                    one.finish(actor, draft, book)
    late = [draft for draft in book.drafts.values() if draft.sheet.after_news is not None and draft.numbers]
    if late:
        # What is kept of the past may rest on what apps find from the rest: they hear of it first.
        events.deliver()
    for draft in late:
        assert draft.sheet.after_news is not None
        draft.sheet.after_news(actor, draft, book)


def _hear(progress: TellProgress | None, done: int, draft: Draft) -> None:
    if progress is not None:
        progress(done, len(draft.news), draft.sheet.name)


@contextmanager
def _places(draft: Draft, given: Sequence[int]) -> Iterator[None]:
    """Services count the rows that they are given from 1: within, their faults get the sheet and the row of the file."""
    try:
        yield
    except Invalid as error:
        raise Invalid(
            [
                replace(
                    problem,
                    sheet=draft.place,
                    row=None if problem.row is None else draft.numbers[given[problem.row - 1]],
                )
                for problem in error.problems
            ]
        ) from None
