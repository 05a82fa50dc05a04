"""How a line of a scorecard is printed: as a record with full precision, and as a row for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hoshin.base.rounding import digits_apart, figure, significant
from hoshin.cli.records import TableColumn

if TYPE_CHECKING:
    from hoshin.forecasts.selectors import Projected
    from hoshin.scorecards.selectors import NodeLine, ProgressDetail

FIELDS = (
    "plan", "code", "name", "kind", "unit", "period", "score", "status", "reason", "coverage", "delta", "trend",
    "value", "target", "attainment", "unit_of_measure", "owner", "observed_on", "computed_status", "is_closed",
    "restated", "detail",
)  # fmt: skip
PROJECTED_FIELDS = ("projected_period", "projected_low", "projected", "projected_high", "projected_share")
SHAPES = {
    "circle": "●", "triangle": "▲", "square": "■", "ring": "○", "clock": "◷", "dots": "⋯", "disc": "◉", "star": "★",
}  # fmt: skip
_BARS = "▁▂▃▄▅▆▇█"


def record_of(line: "NodeLine", plan: str, detail: "ProgressDetail | None" = None) -> dict[str, Any]:
    """A line as a record; what is missing is None, and `reason` says why there is no score."""
    from hoshin.scorecards.statuses import STATUSES

    return {
        "plan": plan,
        "code": line.code,
        "name": line.name,
        "kind": str(line.kind),
        "unit": line.unit or None,
        "period": str(line.period),
        "score": line.score,
        "status": line.status_code,
        "reason": line.reason or None,
        "coverage": line.coverage,
        "delta": line.delta,
        "trend": line.trend,
        "value": line.value,
        "target": line.target,
        "attainment": line.attainment,
        "unit_of_measure": line.unit_of_measure or None,
        "owner": line.owner or None,
        "observed_on": line.observed_on.isoformat() if line.observed_on else None,
        "computed_status": STATUSES[line.computed_status].code,
        "is_closed": line.is_closed,
        "restated": line.restated,
        "detail": detail.as_dict() if detail else None,
    }


def table_row_of(line: "NodeLine") -> dict[str, Any]:
    """A line as people read it: rounded, the status as a word behind its shape."""
    from hoshin.scorecards.reason_words import reason_words

    return {
        "code": "  " * line.depth + line.code + (f" @ {line.unit}" if line.unit else ""),
        "name": line.name,
        "score": score_text(line),
        "status": status_words(line),
        "coverage": percent(line.coverage),
        "trend": sparkline(line.trend),
        "delta": "–" if line.delta is None else figure(line.delta, 1, is_signed=True),
        "value": value_text(line.value, line),
        "target": value_text(line.target, line),
        "why": reason_words(line),
    }


def projected_record(ahead: "Projected | None") -> dict[str, Any]:
    """Where a score is expected at the end of the year; all None where too little is."""
    if ahead is None:
        return dict.fromkeys(PROJECTED_FIELDS)
    numbers = (str(ahead.period), ahead.low, ahead.middle, ahead.high, ahead.drawn)
    return dict(zip(PROJECTED_FIELDS, numbers, strict=True))


def expected_text(ahead: "Projected | None") -> dict[str, str]:
    """The same for people: the middle, and its band behind."""
    if ahead is None:
        return {}
    return {"expected": f"{figure(ahead.middle, 0)} ({figure(ahead.low, 0)}–{figure(ahead.high, 0)})"}


def columns_of(lines: Sequence["NodeLine"], expected: str = "") -> list[TableColumn]:
    """The columns of the table; the reason only where a score is missing. `expected`: the period that is looked ahead to."""
    columns = [
        TableColumn("code", "code"),
        TableColumn("name", "name", may_shrink=True),
        TableColumn("score", "score", is_number=True),
        TableColumn("status", "status"),
        TableColumn("coverage", "coverage", is_number=True),
        TableColumn("trend", "trend"),
        TableColumn("delta", "change", is_number=True),
        TableColumn("value", "value", is_number=True),
        TableColumn("target", "target", is_number=True),
    ]
    if expected:
        columns.insert(7, TableColumn("expected", f"expected {expected}", is_number=True))
    return (
        [*columns, TableColumn("why", "no score because", may_shrink=True)] if any(x.reason for x in lines) else columns
    )


def status_words(line: "NodeLine") -> str:
    """The status as a shape and a word, marked where a person set it."""
    from hoshin.scorecards.statuses import STATUSES

    word = STATUSES[line.status]
    return f"{SHAPES[word.shape]} {word.label}" + (" (set by hand)" if line.override else "")


def sparkline(values: Sequence[float | None]) -> str:
    """Scores 0–100 as little bars, oldest first; a dot where there is none.

    >>> sparkline([None, 0.0, 50.0, 100.0])
    '·▁▅█'
    """
    return "".join("·" if value is None else _BARS[min(int(max(value, 0.0) / 12.5), 7)] for value in values)


def rounded(value: float | None, decimals: int) -> str:
    return "–" if value is None else figure(value, decimals)


def percent(share: float, digits: int = 0) -> str:
    """A share 0–1 in percent."""
    return f"{figure(share * 100, digits)}%"


def score_text(line: "NodeLine") -> str:
    """The score with one decimal, or as many as keep it on its side of the cut points."""
    return "–" if line.score is None else figure(line.score, digits_apart(line.score, line.cuts, 1))


def value_text(value: float | None, line: "NodeLine") -> str:
    """A value of a measure with its own decimals, or six figures where it names none."""
    if value is None:
        return "–" if line.kind == "measure" else ""
    return figure(value, line.decimals) if line.decimals is not None else significant(value, 6)
