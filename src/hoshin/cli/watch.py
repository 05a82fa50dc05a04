"""`hoshin watch`: say what is unusual in the series of a file; needs no database."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from hoshin.base.rounding import half_up
from hoshin.cli.records import Format, TableColumn, format_option, print_csv, print_json, print_table

if TYPE_CHECKING:
    from hoshin.cli.points_file import Points
    from hoshin.engine.watching import WatchFinding, WatchResult, WatchSettings

FIELDS = ("series", "period", "score", "kind", "direction", "sentence")
_COLUMNS = (
    TableColumn("series", "series", may_shrink=True),
    TableColumn("period", "period"),
    TableColumn("score", "score", is_number=True),
    TableColumn("kind", "kind"),
    TableColumn("direction", "direction"),
    TableColumn("sentence", "sentence", may_shrink=True),
)
_CHOICES = ("rules", "limits", "baseline", "samples")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rules",
    type=click.Choice(["default", "western-electric", "nelson"]),
    default="default",
    help="The rules of runs of a control chart; default are its limits, eight on one side, three of four near a limit.",
)
@click.option(
    "--limits",
    type=click.Choice(["mean", "median", "calibrated"]),
    default="calibrated",
    help="Of a control chart: 2.660 mean ranges, 3.145 median ranges, or wider the fewer values there are.",
)
@click.option("--baseline", type=click.IntRange(8), metavar="N", help="The first N values (8 or more) set its limits.")
@click.option(
    "--samples", is_flag=True, help="Several values of a period are a sample: its mean is judged by how they differ."
)
@click.option("--together", is_flag=True, help="Hold false alarms across the file: at most a tenth of what is said.")
@format_option
@click.pass_context
def watch(
    ctx: click.Context,
    file: Path,
    rules: str,
    limits: str,
    baseline: int | None,
    samples: bool,
    together: bool,
    form: str,
) -> None:
    """Say of every value in FILE how unusual it is after those before it: a CSV file with the columns series, period, value.

    Periods are written as everywhere (2026, 2026-Q3, 2026-07, 2026-W31, 2026-07-15), or are numbers in order, or dates
    with a time. With --rules, --limits, --baseline or --samples each series has a control chart by just these, to its end.
    Without them what a chart sees is said only where it also lies far outside everything before, and long series are
    judged by how they are predicted from themselves.
    """
    from hoshin.cli.points_file import points_in
    from hoshin.engine.watching import LimitForm, RuleSet, WatchSettings, watch_series

    is_chart = any(ctx.get_parameter_source(name) is not ParameterSource.DEFAULT for name in _CHOICES)
    settings = WatchSettings(RuleSet(rules), LimitForm(limits), baseline, cautious=not is_chart)
    found = points_in(file, in_samples=samples)
    watched = [watch_series(one.values, one.times, _for(one, settings), one.sampled) for one in found]
    silent = _held_back(found, watched) if together else set()
    rows = [row for place, one in enumerate(found) for row in _rows(one, watched[place], place, silent)]
    if form == Format.CSV:
        print_csv(rows, FIELDS)
    elif form == Format.JSON:
        print_json(rows)
    else:
        print_table([row | {"score": _rounded(row["score"])} for row in rows], _COLUMNS)
    _note_few(found, baseline)


def _for(one: "Points", settings: "WatchSettings") -> "WatchSettings":
    from dataclasses import replace

    return replace(settings, cycles=one.cycles)


def _held_back(found: "list[Points]", watched: "list[WatchResult]") -> set[tuple[int, int]]:
    """Which values (series, place) may not be spoken of: by period, what is not released across all series."""
    from collections import defaultdict

    import numpy as np

    from hoshin.engine.false_alarms import released

    at: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for place, one in enumerate(found):
        for i, when in enumerate(one.times.tolist()):
            at[when].append((place, i))
    silent: set[tuple[int, int]] = set()
    for points in at.values():
        free = released(np.array([watched[place].p[i] for place, i in points]))
        silent |= {point for point, is_free in zip(points, free.tolist()) if not is_free}
    return silent


def _rows(one: "Points", result: "WatchResult", place: int, silent: set[tuple[int, int]]) -> list[dict[str, Any]]:
    """A row for each point, in the order of the file."""
    said: dict[int, list[WatchFinding]] = {}
    for finding in result.findings:
        if (place, finding.index) not in silent:
            said.setdefault(finding.index, []).append(finding)
    rows = [_row(one, i, float(result.score[i]), said.get(i, [])) for i in range(len(one.values))]
    return [rows[i] for i in sorted(range(len(rows)), key=lambda i: one.rows[i])]


def _row(one: "Points", i: int, score: float, said: "list[WatchFinding]") -> dict[str, Any]:
    likeliest = min(said, key=lambda finding: finding.p, default=None)
    return {
        "series": one.name,
        "period": one.labels[i],
        "score": None if score != score else round(score, 6),
        "kind": ";".join(str(finding.kind) for finding in said),
        "direction": str(likeliest.direction) if likeliest else "",
        "sentence": " ".join(_sentence(one, finding) for finding in said),
    }


def _sentence(one: "Points", finding: "WatchFinding") -> str:
    from hoshin.base.rounding import significant
    from hoshin.base.watch_words import SENTENCES

    words = {name: significant(fact, 5) for name, fact in finding.facts.items()}
    if "since" in finding.facts:
        words["since"] = one.labels[int(finding.facts["since"])]
    return SENTENCES[finding.kind] % words


def _rounded(score: float | None) -> str | None:
    return None if score is None else str(half_up(score, 2))


def _note_few(found: "list[Points]", baseline: int | None) -> None:
    """Say on standard error of how many series little or nothing can be said."""
    counts = [int((one.values == one.values).sum()) for one in found]
    few, indicative = sum(count < 3 for count in counts), sum(3 <= count < 8 for count in counts)
    if few:
        click.echo(f"Too few values to judge: {few:,} of {len(found):,} series. Three are needed.", err=True)
    if indicative:
        click.echo(f"Indicative only, with 3 to 7 values: {indicative:,} of {len(found):,} series.", err=True)
    short = sum(8 <= count <= (baseline or 0) for count in counts)
    if short:
        click.echo(f"No value after the baseline of {baseline}: {short:,} of {len(found):,} series.", err=True)
