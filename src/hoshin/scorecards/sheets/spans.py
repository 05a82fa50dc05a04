"""What held from one day to another: of each thing one row follows the other."""

from collections.abc import Iterable, Iterator
from datetime import date

from hoshin.base.drafts import Draft
from hoshin.base.errors import Problem


def check_spans(draft: Draft, things: Iterable[list[int]]) -> Iterator[Problem]:
    """Of each thing, given as the places of its rows, a row ends after it begins, and before the next one begins."""
    for places in things:
        rows = sorted(places, key=lambda at: draft.rows[at].valid_from or date.min)
        for at, following in zip(rows, [*rows[1:], None], strict=True):
            first, last = draft.rows[at].valid_from, draft.rows[at].valid_to
            if first and last and last <= first:
                yield draft.problem(at, "valid_to", last, "This must lie after valid_from.")
            elif following is not None:
                begins = draft.rows[following].valid_from
                if last is None or (begins is not None and last > begins):
                    message = "What follows begins before this ends."
                    yield draft.problem(at, "valid_to", last, message, "End it where the next begins.")
