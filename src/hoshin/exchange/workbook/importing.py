"""Imports a workbook: all of it or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from django.db import connection, transaction

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit import meanwhile
from hoshin.audit.services import act
from hoshin.base.drafts import Book
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency, Period
from hoshin.base.progress import TellProgress
from hoshin.base.wordings import Said
from hoshin.exchange.result import ImportResult
from hoshin.exchange.workbook.applying import apply
from hoshin.exchange.workbook.drafting import drafted
from hoshin.exchange.workbook.matching import Readings
from hoshin.exchange.workbook.mending import Mend, mend, renamed
from hoshin.exchange.workbook.read import read
from hoshin.exchange.workbook.readings import keep_readings, kept_readings
from hoshin.exchange.workbook.tables import Workbook
from hoshin.scorecards.events import CountsLater
from hoshin.strategy.locks import hold_plans

_LOCK = 0x686F7368
_MOST_LOOKS = 3


def import_workbook(
    actor: Actor,
    path: Path | str,
    *,
    dry_run: bool = False,
    progress: TellProgress | None = None,
    differences: int = 100,
    mends: Sequence[Mend] = (),
) -> ImportResult:
    """Bring the database to what a workbook says; with `dry_run` find out what that would change, and change nothing.

    `progress` hears (rows done, rows in all, sheet); `differences` is the most that are listed of each sheet. `mends` are
    applied to what was read; how columns are to be read is kept for the next file.
    Denied; NotFound: no such file; Invalid: all faults with sheet, row, column, value and remedy.
    """
    require(actor, Right.IMPORT)
    if progress is not None:
        progress(0, 0, Said("reading"))
    workbook = mend(read(path, renamed(mends)), mends)
    with transaction.atomic():
        result = _imported(actor, workbook, progress, differences, mends, is_tried=dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _imported(
    actor: Actor,
    workbook: Workbook,
    progress: TellProgress | None,
    limit: int,
    mends: Sequence[Mend],
    *,
    is_tried: bool,
) -> ImportResult:
    with act(actor, "import", name=workbook.name) as running:
        # What the check finds must still hold when it is written: one import at a time.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        readings = kept_readings() | keep_readings(mends)
        book = _checked(actor, workbook, readings, progress, is_tried=is_tried)
        outcomes, found = apply(actor, book, limit=limit, progress=progress)
        if running.facts.get("name") == workbook.name:
            running.say(**asdict(sum(outcomes.values(), Outcome())))
    return ImportResult(outcomes, [*book.notices, *_counting_later(running.followed)], found, book.moved)


def _checked(
    actor: Actor, workbook: Workbook, readings: Readings, progress: TellProgress | None, *, is_tried: bool
) -> Book:
    """What is to be written, found while others may still change what it is compared with.

    Only then the plans are held. Whoever was faster has all of it looked at again; what may still change by then, a measure
    that counts for no plan or a person, has it looked at a few times at most.
    """
    for _ in range(_MOST_LOOKS):
        if progress is not None:
            progress(0, 0, Said("checking"))
        before = meanwhile.moment()
        book = drafted(workbook, actor, readings)
        if is_tried:
            return book
        hold_plans()
        if not meanwhile.since(before).has_touched:
            break
    return book


def _counting_later(followed: Iterable[object]) -> Iterator[str]:
    """What is to be said of changes that no scored period sees yet."""
    for news in dict.fromkeys(one for one in followed if isinstance(one, CountsLater)):
        frequency = Frequency(news.frequency)
        yield Said(
            "%(plan)s: what counts for what was changed, and counts so from %(since)s on; scores end with %(last)s, and "
            "none moved. To let it count from the beginning, name parent and child in the sheet edges, without valid_from.",
            plan=news.plan,
            since=str(Period(frequency, news.since)),
            last=str(Period(frequency, news.last)),
        )
