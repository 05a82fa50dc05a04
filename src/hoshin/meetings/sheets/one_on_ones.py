"""Sheet one_on_ones: series of two people. Whoever exports has their own there; notes and points are in no file."""

from collections.abc import Iterator, Sequence
from datetime import time

from hoshin.accounts.access import Actor
from hoshin.accounts.selectors import zone_of
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.meetings.models import MOST_MINUTES, SHORTEST_MINUTES, Agreement, Cadence
from hoshin.meetings.policies import one_on_ones_visible_to
from hoshin.meetings.rows import OneOnOneRow
from hoshin.meetings.services.bulk import codes_of_others, upsert_one_on_ones


def _stored(actor: Actor) -> Iterator[OneOnOneRow]:
    for one in one_on_ones_visible_to(actor).select_related("organiser", "partner").order_by("pk"):
        yield OneOnOneRow(
            one.code,
            one.organiser.employee_id,
            one.partner.employee_id,
            one.starts_on,
            f"{one.at:%H:%M}",
            one.cadence,
            one.minutes,
            one.time_zone,
            one.topic,
            one.place,
            one.agreement,
            one.ends_on,
        )


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Two people, a time of day, a time zone that there is; whom it is of does not change."""
    others = codes_of_others(book.actor, [row.code for row in draft.rows])
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        if folded_code(row.code) in others:
            yield draft.problem(at, "code", row.code, "Other 1:1s have this code already.", "Choose another code.")
        if folded_code(row.organiser) == folded_code(row.partner):
            yield draft.problem(at, "partner", row.partner, "Nobody meets themself.", "Name two people.")
        if before is not None and (row.organiser, row.partner) != (before.organiser, before.partner):
            message = "Whom these 1:1s are of is not changed any more."
            yield draft.problem(at, "organiser", row.organiser, message, "Begin others, under a code of their own.")
        if not _is_time(row.at):
            yield draft.problem(at, "at", row.at, "This is no time of day.", "Write it as 10:00.")
        if zone_of(row.time_zone) is None:
            message = "There is no time zone of this name."
            yield draft.problem(at, "time_zone", row.time_zone, message, "As in Europe/Berlin.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """People are written before."""
    rows: Sequence[OneOnOneRow] = draft.new_rows()
    if rows:
        upsert_one_on_ones(actor, rows)


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


ONE_ON_ONES = Sheet(
    "one_on_ones",
    "1:1",
    (
        code(required=True),
        code("organiser", "people", required=True),
        code("partner", "people", required=True),
        Column("starts_on", ColumnKind.DATE, required=True),
        Column("at", required=True, longest=5),
        choice("cadence", Cadence.values, Cadence.WEEKLY.value),
        whole("minutes", SHORTEST_MINUTES, MOST_MINUTES, default=30),
        Column("time_zone", required=True, longest=60),
        Column("topic", longest=200),
        Column("place", longest=500),
        choice("agreement", Agreement.values, Agreement.AGREED.value),
        Column("ends_on", ColumnKind.DATE),
    ),
    ("code",),
    OneOnOneRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
