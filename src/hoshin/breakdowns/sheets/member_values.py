"""Sheet member_values: values of measures for members of a dimension, as known now or with every version."""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.services import running_act
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import ChangedValue, Column, ColumnKind, Hear, Sheet, code, number
from hoshin.base.wordings import Said
from hoshin.breakdowns.policies import member_values_visible_to
from hoshin.breakdowns.rows import BreakdownRow, MemberRow
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.services import record_member_lines, upsert_breakdowns
from hoshin.breakdowns.services.places import Places, first_day_recorded, places_of
from hoshin.breakdowns.sheets.members import MemberKey, members_of, unknown_member
from hoshin.measures.fields import NAMES, NUMBERS, TEXTS
from hoshin.measures.rows import ActualRow
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.measures.services.validity import ratio_of, value_problems
from hoshin.measures.sheets.actuals import misfit

_AMOUNT = "value"
_MOST_SUMS = 20
_PLACE = ("measure", "dimension", "member", "period", "recorded_at")
# A row of the sheet: all by their codes, then what was recorded (`measures.fields.Recorded`).
MemberValueSheetRow = namedtuple("MemberValueSheetRow", (*_PLACE, *NAMES))  # its fields are declared elsewhere


def _exported(actor: Actor, history: bool) -> Iterator[MemberValueSheetRow]:
    """Values as known now, or all versions with the instant at which each was recorded."""
    rows = member_values_visible_to(actor)
    if not history:
        rows = rows.filter(superseded_at=None).exclude(**dict.fromkeys(NUMBERS))
    codes = ("breakdown__measure__code", "breakdown__dimension__code", "member__code")
    ordered = rows.order_by(*codes[:2], "period", "member__position", codes[2], "recorded_at", "id")
    fields = (*codes, "breakdown__measure__frequency", "period", "recorded_at", *NAMES)
    for measure, dimension, member, frequency, start, recorded_at, *said in ordered.values_list(*fields).iterator(
        chunk_size=20_000
    ):
        period = Period(Frequency(frequency), start)
        yield MemberValueSheetRow(measure, dimension, member, period, recorded_at if history else None, *said)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Codes exist, periods fit, numbers make sense, nothing stands twice. Rows that say nothing are left out."""
    if draft.numbers and not any(name in draft.given for name in (_AMOUNT, "numerator")):
        yield Problem(
            "This column is missing.",
            code="missing_column",
            field=_AMOUNT,
            remedy="Add it, or numerator and denominator.",
        )
        return
    placed = yield from _placed(draft, book)
    numbers = list(zip(*(draft.cells(name) for name in (*NUMBERS, "recorded_at")), strict=True))
    nothing = (None,) * (len(NUMBERS) + 1)
    empty = [place is not None and said == nothing for place, said in zip(placed, numbers, strict=True)]
    draft.left_alone = sum(empty)
    kept = [at for at, place in enumerate(placed) if place is not None and not empty[at]]
    if len(kept) < len(placed):
        draft.choose(kept)
    columns = list(zip(*(placed[at] or () for at in kept), strict=True)) or [()] * 4
    draft.columns = {
        **dict(zip(("measure", "dimension", "member", "period"), map(list, columns), strict=True)),
        "recorded_at": draft.cells("recorded_at"),
        **{name: draft.cells(name) for name in NUMBERS if name != _AMOUNT},
        **{name: [(text or "").strip() for text in draft.cells(name)] for name in TEXTS},
    }
    scales = scales_of(book)
    own = [scales[folded_code(measure)] for measure in draft.columns["measure"]]
    draft.columns[_AMOUNT] = in_units(draft, book, _AMOUNT, draft.columns["measure"], own)
    yield from _value_problems(draft, book)
    values = zip(*(draft.columns[name] for name in (_AMOUNT, "numerator", "denominator")), own, strict=True)
    draft.columns[_AMOUNT] = [
        value if above is None else ratio_of(value, above, below, scale) for value, above, below, scale in values
    ]
    if draft.left_alone:
        what = "Sheet %(sheet)s: %(count)s rows without a value were left alone; missing is not zero."
        book.notices.append(Said(what, sheet=draft.place, count=draft.left_alone))


def _placed(draft: Draft, book: Book) -> Iterator[Problem]:
    """Measure, dimension, member and first day of the period of each row; None, and the problem, for others."""
    members = members_of(book)
    named = _named(members)
    frequencies = {known: Frequency(value) for known, value in book.values("measures", "frequency").items()}
    measures, dimensions = book.codes("measures"), book.codes("dimensions")
    seen: dict[tuple[Any, ...], int] = {}
    placed: list[tuple[str, str, str, date] | None] = [None] * len(draft.numbers)
    for at, (measure, dimension, member, period, recorded_at) in enumerate(
        zip(*(draft.cells(name) for name in _PLACE), strict=True)
    ):
        if at in draft.faulty or None in (measure, dimension, member, period):
            continue
        if folded_code(measure) not in frequencies:
            yield book.unknown(draft, at, "measure", measure, "measures")
            continue
        if folded_code(dimension) not in dimensions:
            yield book.unknown(draft, at, "dimension", dimension, "dimensions")
            continue
        found = members.get((folded_code(dimension), folded_code(member))) or named.get(
            (folded_code(dimension), folded_code(member))
        )
        if found is None:
            yield unknown_member(draft, at, "member", member, dimension, members)
            continue
        frequency = frequencies[folded_code(measure)]
        if period.frequency is Frequency.DAILY:
            period = Period.containing(period.start, frequency)
        if period.frequency is not frequency:
            yield misfit(draft, at, period, measures[folded_code(measure)], frequency)
            continue
        place = (measures[folded_code(measure)], dimensions[folded_code(dimension)], found.code, period.start)
        if (first := seen.setdefault((*place, recorded_at), at)) != at:
            message = Said(
                "Row %(row)s is a value of the same measure, member and period.", row=str(draft.numbers[first])
            )
            yield draft.problem(at, "period", period, message, "Keep one of them.", "duplicate")
            continue
        placed[at] = place
    return placed


def _named(members: dict[MemberKey, MemberRow]) -> dict[MemberKey, MemberRow | None]:
    """Members by their names within a dimension, as far as one alone bears it: tables often lack codes."""
    found: dict[MemberKey, MemberRow | None] = {}
    for (dimension, _), row in members.items():
        key = (dimension, folded_code(row.name))
        found[key] = None if key in found else row
    return found


def _value_problems(draft: Draft, book: Book) -> Iterator[Problem]:
    aggregations = book.values("measures", "aggregation")
    for at, said in enumerate(zip(*(draft.columns[name] for name in NAMES), strict=True)):
        by_name = dict(zip(NAMES, said, strict=True))
        is_plain = by_name[_AMOUNT] is not None and by_name["numerator"] is None and by_name["denominator"] is None
        if is_plain or (draft.columns["recorded_at"][at] is not None and _is_withdrawn(by_name)):
            continue
        measure = draft.columns["measure"][at]
        row = ActualRow(0, None, draft.columns["period"][at], **by_name)
        for problem in value_problems(row, aggregation=aggregations[folded_code(measure)], code=measure):
            yield replace(problem, row=at + 1)


def _is_withdrawn(said: dict[str, Any]) -> bool:
    """Whether a version says that there was no value any more."""
    return all(said[name] is None for name in NUMBERS)


def _record(actor: Actor, draft: Draft, limit: int, hear: Hear) -> tuple[Outcome, list[ChangedValue]]:
    """At once those without an instant, one instant after the other those with one.

    What is not broken down yet is from now on: who gives values by members says so.
    """
    pairs = sorted(set(zip(draft.columns["measure"], draft.columns["dimension"], strict=True)))
    places = places_of(pairs)
    if missing := [pair for pair in pairs if not places.is_broken_down(*pair)]:
        upsert_breakdowns(actor, [BreakdownRow(*pair) for pair in missing])
        places = places_of(pairs)
    named = zip(*(draft.columns[name] for name in ("measure", "dimension", "member")), strict=True)
    ids = [places.ids(*one) for one in named]
    said = zip(draft.columns["period"], *(draft.columns[name] for name in NAMES), strict=True)
    lines = [(*place, *cells) for place, cells in zip(ids, said, strict=True)]
    instants, outcome = draft.columns["recorded_at"], Outcome(unchanged=draft.left_alone)
    if any(instants):
        outcome += _replay(actor, places, [pair for pair in zip(instants, lines, strict=True) if pair[0]])
        lines = [line for instant, line in zip(instants, lines, strict=True) if not instant]
    # A column that the file lacks says nothing against what is known.
    given = [name for name in NAMES if name == _AMOUNT or name in draft.given]
    done, found = record_member_lines(actor, lines, given=given, limit=limit, progress=hear)
    changes = [change for line, before in found for change in _changes(places, line, before)]
    return outcome + done, changes[:limit]


def _changes(places: Places, line: Sequence[Any], before: Sequence[Any] | None) -> Iterator[ChangedValue]:
    breakdown, member, start, *said = line
    named = f"{places.named(breakdown, member)} {start.isoformat()}"
    for name, value, was in zip(NAMES, said, before or [None] * len(NAMES), strict=True):
        if value != was and not (was is None and value == ""):
            yield ChangedValue(named, name, was, value)


def _replay(actor: Actor, places: Places, versions: Sequence[tuple[datetime, tuple[Any, ...]]]) -> Outcome:
    """Record versions in the order in which they were recorded first, each at its own instant.

    A version that is not later than what is known of its place is known already and left alone.
    """
    known = places.latest_instants()
    news = [(instant, line) for instant, line in versions if line[:3] not in known or instant > known[line[:3]]]
    news.sort(key=lambda version: version[0])
    done = Outcome()
    for instant, group in groupby(news, key=lambda version: version[0]):
        with clock.fixed(instant):
            done += record_member_lines(actor, [line for _, line in group])[0]
    return done + Outcome(unchanged=len(versions) - len(news))


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """Where new values do not make their total, that is named: figures are taken as they were given."""
    running = running_act()
    since = first_day_recorded(running.id) if running and draft.numbers else None
    if since is None:
        return
    places = places_of(sorted(set(zip(draft.columns["measure"], draft.columns["dimension"], strict=True))))
    for one in differing_sums(actor, places.breakdowns, since=since, limit=_MOST_SUMS):
        book.notices.append(Said("Sheet %(sheet)s: %(what)s", sheet=draft.place, what=one.said()))


MEMBER_VALUES = Sheet(
    "member_values",
    "value of a member",
    (
        code("measure", required=True),
        code("dimension", required=True),
        code("member", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        number(_AMOUNT, in_unit=True),
        *(number(name) for name in NUMBERS if name != _AMOUNT),
        *(Column(name, ColumnKind.TEXT) for name in TEXTS),
        Column("recorded_at", ColumnKind.INSTANT, is_history=True),
    ),
    _PLACE,
    MemberValueSheetRow,
    after="breakdowns",
    exported=_exported,
    check=_check,
    record=_record,
    finish=_finish,
    across=_AMOUNT,
)
