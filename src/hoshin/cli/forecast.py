"""`hoshin forecast`: forecast the series of a file, with bands; needs no database."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table

if TYPE_CHECKING:
    from hoshin.cli.series_file import FileSeries

FIELDS = ("series", "period", "mean", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95", "method")
_BANDS = {"50": 0.25, "80": 0.1, "95": 0.025}
# So many series are worked on together, those of like length: what is laid out for them stays small.
_TOGETHER = 1_000


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--horizon", type=click.IntRange(1, 1_000), required=True, help="How many periods beyond the last value.")
@click.option(
    "--season",
    type=click.IntRange(1, 366),
    help="After how many periods a season repeats; 1 for none. Left out, it follows from the kind of period: 12 months, "
    "4 quarters, 2 half-years, 52 weeks, 7 days; with plain numbers it is looked for.",
)
@format_option
def forecast(file: Path, horizon: int, season: int | None, form: str) -> None:
    """Forecast each series of FILE, a CSV file with the columns series, period and value.

    Periods are written as everywhere (2026, 2026-Q3, 2026-07, 2026-W31, 2026-07-15), or are whole numbers in order.
    """
    from hoshin.cli.series_file import series_in

    found = series_in(file)
    rows = _rows(found, horizon, season)
    if form == Format.CSV:
        print_csv(rows, FIELDS)
    elif form == Format.JSON:
        print_json(rows)
    else:
        print_table([_shown(row) for row in rows], [TableColumn(name, name, name in FIELDS[2:-1]) for name in FIELDS])
    few = sum(row["method"] == "none" for row in rows) // horizon
    if few:
        click.echo(f"Too few values for a forecast: {few:,} of {len(found):,} series. Three are needed.", err=True)


def _rows(found: "list[FileSeries]", horizon: int, season: int | None) -> list[dict[str, Any]]:
    """The rows of all series, in the order of the file."""
    by_cycle: dict[int, list[int]] = defaultdict(list)
    for place, cycle in enumerate(_cycles(found, season)):
        by_cycle[cycle].append(place)
    rows: dict[int, list[dict[str, Any]]] = {}
    for cycle, places in by_cycle.items():
        ordered = sorted(places, key=lambda place: len(found[place].values))
        for first in range(0, len(ordered), _TOGETHER):
            part = ordered[first : first + _TOGETHER]
            rows |= zip(part, _forecast([found[place] for place in part], horizon, cycle))
    return [row for place in range(len(found)) for row in rows[place]]


def _cycles(found: "list[FileSeries]", season: int | None) -> list[int]:
    """After how many periods the season of each series may repeat."""
    from hoshin.base.periods import Frequency
    from hoshin.engine.forecasting import detected_cycles

    per_year = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.HALF_YEARLY: 2, Frequency.WEEKLY: 52}
    per_year |= {Frequency.DAILY: 7, Frequency.ANNUAL: 1}
    return [
        season
        if season is not None
        else per_year[one.frequency]
        if one.frequency is not None
        else int(detected_cycles(one.values[None, :])[0])
        for one in found
    ]


def _forecast(part: "list[FileSeries]", horizon: int, cycle: int) -> list[list[dict[str, Any]]]:
    import numpy as np

    from hoshin.engine.forecasting import ForecastMethod
    from hoshin.engine.forecasting import forecast as forecast_rows

    values = np.full((len(part), max(len(one.values) for one in part)), np.nan)
    for row, one in enumerate(part):
        values[row, values.shape[1] - len(one.values) :] = one.values
    result = forecast_rows(values, horizon, cycle)
    columns = {"mean": result.mean}
    for name, below in _BANDS.items():
        columns |= {f"lo{name}": result.quantiles(below), f"hi{name}": result.quantiles(1.0 - below)}
    methods = [ForecastMethod(code).label for code in result.method]
    return [
        [
            {
                "series": one.name,
                "period": one.label(_last(one) + 1 + ahead),
                **{name: _number(column[row, ahead]) for name, column in columns.items()},
                "method": methods[row],
            }
            for ahead in range(horizon)
        ]
        for row, one in enumerate(part)
    ]


def _last(one: "FileSeries") -> int:
    """The place of the last value: a period that is there without one is forecast too."""
    import numpy as np

    seen = np.flatnonzero(~np.isnan(one.values))
    return int(seen[-1]) if seen.size else len(one.values) - 1


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{cell:,.6g}" if isinstance(cell, float) else cell for name, cell in row.items()}
