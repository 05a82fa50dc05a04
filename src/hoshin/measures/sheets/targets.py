"""Sheet targets: what is wanted of measures, from which period on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.base.upserts import ids_by_code
from hoshin.base.wordings import Said, sentence
from hoshin.measures.models import Measure, PastDefinition, Target
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import TargetRow
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.measures.services import upsert_targets
from hoshin.measures.services.target_problems import target_problems
from hoshin.org.models import Unit


class TargetLine(NamedTuple):
    """A row of the sheet: measure and unit by their codes, no period for always."""

    measure: str
    period: Period | None
    baseline: float | None
    target: float | None
    low: float | None
    high: float | None
    red: float | None
    green: float | None
    unit: str
    worst: float | None
    best: float | None
    tolerance: float | None


def _stored(actor: Actor) -> Iterator[TargetLine]:
    """Targets by measure, unit and period."""
    rows = Target.objects.filter(measure__in=measures_visible_to(actor))
    fields = ("measure__code", "unit__code", "starts_on", "frequency", *Target.VALUES)
    for measure, unit, start, frequency, *values in rows.order_by(
        "measure__code", "unit__code", "starts_on", "frequency"
    ).values_list(*fields):
        period = Period(Frequency(frequency), start) if start else None
        yield TargetLine(
            measure=measure, unit=unit or "", period=period, **dict(zip(Target.VALUES, values, strict=True))
        )


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """A day within a period stands for the period, as for actuals, and percent is read in the unit of the measure."""
    scales = scales_of(book)
    measures = [measure or "" for measure in draft.cells("measure")]
    own = [scales.get(folded_code(measure), 1.0) for measure in measures]
    for name in Target.VALUES:
        if name in draft.given:
            draft.given[name] = in_units(draft, book, name, measures, own)
    frequencies = book.values("measures", "frequency")
    cells = zip(draft.cells("measure"), draft.cells("period"), strict=True)
    periods = []
    for measure, period in cells:
        frequency = frequencies.get(folded_code(measure or ""))
        if period is not None and frequency and period.frequency is Frequency.DAILY:
            period = Period.containing(period.start, Frequency(frequency))
        periods.append(period)
    if "period" in draft.given:
        draft.given["period"] = periods
    yield from ()


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Periods fit the measure, numbers fit each other."""
    frequencies, directions = book.values("measures", "frequency"), book.values("measures", "direction")
    once = _directions_of_the_past(book)
    for at, line in enumerate(draft.rows):
        if not line.measure or at in draft.faulty:
            continue
        frequency, period = Frequency(frequencies[folded_code(line.measure)]), line.period
        if period is not None and period.frequency.per_year > frequency.per_year:
            message = Said(
                "%(period)s is %(frequency)s, and %(measure)s is measured less often: %(wanted)s.",
                period=str(period),
                frequency=sentence(period.frequency),
                measure=line.measure,
                wanted=sentence(frequency),
            )
            yield draft.problem(
                at,
                "period",
                period,
                message,
                Said("Write %(period)s.", period=str(Period.containing(period.start, frequency))),
                "period",
            )
            continue
        row = _row(line, 0, None)
        problems = target_problems(row, direction=directions[folded_code(line.measure)], code=line.measure)
        if problems and any(
            not target_problems(row, direction=before, code=line.measure) for before in once[folded_code(line.measure)]
        ):
            # It was set when the definition said otherwise, and past scores rest on it.
            continue
        for problem in problems:
            field = "period" if problem.field in ("starts_on", "frequency") else problem.field
            yield replace(problem, row=at + 1, field=field)


def _directions_of_the_past(book: Book) -> dict[str, set[str]]:
    """What definitions said before, by the codes of their measures: what is stored, and what the file brings."""
    found: dict[str, set[str]] = defaultdict(set)
    for measure, direction in PastDefinition.objects.values_list("measure__code", "direction"):
        found[folded_code(measure)].add(direction)
    draft = book.drafts.get("past_definitions")
    for line in draft.rows if draft else ():
        found[folded_code(line.measure)].add(line.direction)
    return found


def _row(line: TargetLine, measure_id: int, unit_id: int | None) -> TargetRow:
    start, frequency = (line.period.start, line.period.frequency.value) if line.period else (None, "")
    numbers = {name: getattr(line, name) for name in Target.VALUES}
    return TargetRow(measure_id, unit_id, start, frequency, **numbers)


def _write(actor: Actor, rows: Sequence[TargetLine]) -> None:
    measures = ids_by_code(Measure, {line.measure for line in rows})
    units = ids_by_code(Unit, {line.unit for line in rows})
    found = [_row(line, measures[line.measure.casefold()], units.get(line.unit.casefold())) for line in rows]
    upsert_targets(actor, found, is_checked=True)


TARGETS = Sheet(
    "targets",
    "target",
    (
        code("measure", "measures", required=True),
        Column("period", ColumnKind.PERIOD),
        *(number(name, in_unit=True) for name in ("baseline", "target", "low", "high", "red", "green")),
        code("unit", "units"),
        *(number(name, in_unit=True) for name in ("worst", "best", "tolerance")),
    ),
    ("measure", "unit", "period"),
    TargetLine,
    stored=_stored,
    prepare=_prepare,
    check=_check,
    write=_write,
    across="target",
    examples=(
        {"measure": "WAIT", "period": "2026", "baseline": 20, "target": 10},
        {"measure": "MARGIN", "period": "2026", "red": 5, "green": 8},
    ),
)
