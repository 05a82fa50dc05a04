"""The scorecard as comma-separated values that are safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping

from django.http import HttpResponse

from hoshin.forecasts.selectors import Projected
from hoshin.scorecards.selectors import NodeLine, Scorecard
from hoshin.web.scorecard.choice import Choice
from hoshin.web.scorecard.rows import matches
from hoshin.web.spreadsheets import inert

COLUMNS = (
    "level", "kind", "code", "name", "unit", "period", "score", "status", "reason", "coverage", "since_last_period",
    "value", "target", "unit_of_measure", "owner", "supplier", "last_value",
)  # fmt: skip
PROJECTED_COLUMNS = ("projected_period", "projected_low", "projected", "projected_high", "projected_share")


def csv_response(card: Scorecard | None, choice: Choice, ahead: Mapping[int, Projected]) -> HttpResponse:
    """All lines of a scorecard that match the filters, whether folded or not; an empty cell where there is nothing. Where
    each is expected at the end of the year (`ahead`, by node) stands behind where the page shows it."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"scorecard-{card.plan.code}-{card.period}".lower() if card else "scorecard"
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in name)
    answer["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow((*COLUMNS, *PROJECTED_COLUMNS) if choice.is_projected else COLUMNS)
    if card and card.top:
        for line in (card.top, *card.lines):
            if not choice.has_filter or matches(line, choice):
                expected = _expected(ahead.get(line.node)) if choice.is_projected else ()
                writer.writerow((*_cells(line), *expected))
    return answer


def _expected(found: Projected | None) -> tuple[object, ...]:
    if found is None:
        return (None,) * len(PROJECTED_COLUMNS)
    return str(found.period), found.low, found.middle, found.high, found.drawn


def _cells(line: NodeLine) -> Iterator[object]:
    for cell in (
        line.depth, line.kind, line.code, line.name, line.unit, str(line.period), line.score, line.status_code,
        line.reason, line.coverage, line.delta, line.value, line.target, line.unit_of_measure, line.owner,
        line.supplier, line.observed_on,
    ):  # fmt: skip
        yield inert(cell) if isinstance(cell, str) else cell
