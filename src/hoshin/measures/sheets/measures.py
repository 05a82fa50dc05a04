"""Sheet measures: what is observed, how often, and which way is better."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, whole
from hoshin.base.wordings import Said
from hoshin.measures.models import (
    AcrossUnits,
    Aggregation,
    Direction,
    MissingPolicy,
    RollUp,
    ScoringMethod,
    Trajectory,
    Window,
)
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import MeasureRow
from hoshin.measures.services import upsert_measures
from hoshin.measures.services.validity import any_formula, formula_problems, frequency_problems, measure_problems

_REFERENCES = {"unit": "unit__code", "owner": "owner__employee_id", "supplier": "supplier__employee_id"}
_INFERRED = (Frequency.ANNUAL, Frequency.HALF_YEARLY, Frequency.QUARTERLY, Frequency.MONTHLY, Frequency.WEEKLY)


def _stored(actor: Actor) -> Iterator[MeasureRow]:
    """Measures in the order in which they were made."""
    fields = [_REFERENCES.get(field, field) for field in MeasureRow._fields]
    places = [MeasureRow._fields.index(field) for field in _REFERENCES]
    for row in measures_visible_to(actor).order_by("id").values_list(*fields):
        values = list(row)
        for place in places:
            values[place] = values[place] or ""
        yield MeasureRow(*values)


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """New measures that do not say so get a frequency and an aggregation that fit their actuals."""
    says = zip(draft.cells("frequency"), draft.cells("aggregation"), draft.befores, strict=True)
    open_ones = {
        folded_code(draft.columns["code"][at]): (at, frequency, aggregation)
        for at, (frequency, aggregation, before) in enumerate(says)
        if before is None and (frequency is None or aggregation is None)
    }
    if not open_ones or not book.has("actuals"):
        return
    actuals = book.drafts["actuals"]
    periods: dict[str, list[tuple[str | None, Period]]] = defaultdict(list)
    with_ratio: set[str] = set()
    columns = (actuals.cells(name) for name in ("measure", "unit", "period", "denominator"))
    for measure, unit, period, denominator in zip(*columns, strict=True):
        folded = folded_code(measure) if measure else ""
        if folded in open_ones:
            if period is not None:
                periods[folded].append((unit, period))
            if denominator is not None:
                with_ratio.add(folded)
    for folded, (at, frequency, aggregation) in open_ones.items():
        if frequency is None and periods[folded]:
            draft.columns["frequency"][at] = _frequency(periods[folded]).value
        if aggregation is None and folded in with_ratio:
            draft.columns["aggregation"][at] = Aggregation.RATIO.value
    yield from ()


def _frequency(periods: list[tuple[str | None, Period]]) -> Frequency:
    """The frequency in which periods are written; for plain days the longest in which no two fall together."""
    written = Counter(period.frequency for _, period in periods if period.frequency is not Frequency.DAILY)
    if written:
        return written.most_common(1)[0][0]
    days = {(unit, period.start) for unit, period in periods}
    for frequency in _INFERRED if len(days) > 2 else (Frequency.MONTHLY, Frequency.WEEKLY):
        if len({(unit, Period.containing(day, frequency)) for unit, day in days}) == len(days):
            return frequency
    return Frequency.DAILY


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Definitions and formulas can be used."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty:
            yield from (_placed(problem, at) for problem in measure_problems(row))
    before = {folded_code(row.code): row.frequency for row in draft.befores if row is not None}
    yield from frequency_problems(draft.rows, before)
    if any(row.formula.strip() for row in draft.rows) or (before and any_formula()):
        for problem in formula_problems(draft.rows):
            yield replace(problem, row=_row_of_formula(problem, draft.rows))


def _placed(problem: Problem, at: int) -> Problem:
    columns = {column.row_field: column.name for column in MEASURES.columns}
    return replace(problem, row=at + 1, field=columns.get(problem.field, problem.field))


def _row_of_formula(problem: Problem, rows: Sequence[MeasureRow]) -> int | None:
    """The row whose formula the message is about, else that of the first measure with a formula that it names."""
    whose = (
        at for at, row in enumerate(rows, 1) if problem.message.startswith(Said("Formula of %(code)s: ", code=row.code))
    )
    words = problem.message.replace("→", " ").replace(".", " ").split()
    named = (at for at, row in enumerate(rows, 1) if row.formula and row.code in words)
    return next(whose, None) or next(named, None)


def _write(actor: Actor, rows: Sequence[MeasureRow]) -> None:
    upsert_measures(actor, rows, is_checked=True)


MEASURES = Sheet(
    "measures",
    "measure",
    (
        code(required=True),
        Column("name", required=True, longest=500),
        code("unit", "units"),
        code("owner", "people"),
        choice("direction", Direction.values, Direction.HIGHER.value),
        Column("unit_of_measure", longest=200),
        choice("frequency", [frequency.value for frequency in Frequency], Frequency.MONTHLY.value, is_kept=True),
        choice("aggregation", Aggregation.values, Aggregation.LAST.value, is_kept=True),
        Column("formula", ColumnKind.TEXT),
        whole("decimals"),
        Column("description", ColumnKind.TEXT),
        Column("source", ColumnKind.TEXT),
        code("supplier", "people"),
        choice("method", ScoringMethod.values, ScoringMethod.AUTO.value),
        choice("window", Window.values, Window.PERIOD.value),
        whole("window_length", 1),
        choice("missing", MissingPolicy.values, MissingPolicy.SKIP.value),
        choice("roll_up", RollUp.values, RollUp.RAW.value),
        choice("across_units", AcrossUnits.values, is_kept=True),
        choice("trajectory", Trajectory.values, Trajectory.FLAT.value),
        Column("start_date", ColumnKind.DATE, field="starts_on"),
        Column("due_date", ColumnKind.DATE, field="due_on"),
        number("natural_limit"),
        whole("close_lag_days"),
        Column("is_key", ColumnKind.YES_NO, default=False),
        Column("needs_approval", ColumnKind.YES_NO, default=False),
        Column("ignores_scale", ColumnKind.YES_NO, default=False, is_kept=True),
    ),
    ("code",),
    MeasureRow,
    stored=_stored,
    complete=_complete,
    check=_check,
    write=_write,
    examples=(
        {"code": "WAIT", "name": "Waiting time", "direction": "lower", "unit_of_measure": "minutes", "owner": "E1"},
        {"code": "MARGIN", "name": "Operating margin", "unit_of_measure": "%", "frequency": "quarterly"},
    ),
)
