"""How an explanation is printed: as one nested record, and as three tables for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor
from typing import TYPE_CHECKING, Any

import click

from hoshin.base.rounding import figure, half_up
from hoshin.cli.by_units import by_units_record, print_by_units
from hoshin.cli.lines import percent, record_of, rounded, score_text, status_words, value_text
from hoshin.cli.records import TableColumn, print_table

if TYPE_CHECKING:
    from hoshin.base.periods import Period
    from hoshin.commentary.models import Commentary
    from hoshin.commentary.selectors import CommentedKey
    from hoshin.scorecards.selectors import (
        ByUnits,
        Explanation,
        MakingLine,
        MeasureInputs,
        NodeLine,
        ProgressDetail,
        TreeLine,
    )

HIDDEN = "(not visible)"
_SHOWN_EFFECTS = 15
_CAUSES = {
    "score": "its own score changed",
    "coverage": "it has a score, or lost it",
    "weight": "its weight changed",
    "value": "its value changed",
    "unit": "the unit's value changed",
    "target": "its target changed",
    "course": "more was expected by then, or less",
    "lines": "its baseline, thresholds or band changed",
    "goal": "its target and thresholds changed",
    "rule": "another definition held then",
    "roll_up": "it rolls up otherwise than before",
    "known": "learnt since the period was closed",
    "unseen": "not told apart: not all of it is visible",
}


@dataclass(frozen=True, slots=True)
class WaterfallLine:
    """A line of the waterfall: whose, why, and by how many points."""

    line: "NodeLine | None"
    cause: str
    points: float
    was: float | None = None
    now: float | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """All that is printed of one explanation; the waterfall adds up from `before` to `after`."""

    plan: str
    line: "NodeLine"
    period: "Period"
    since: "Period | None"
    known_from: date | None
    known_to: date | None
    before: float | None
    after: float | None
    waterfall: Sequence[WaterfallLine]
    tree: Sequence["TreeLine"]
    inputs: dict[int, "MeasureInputs"]
    making: "MakingLine | None" = None
    detail: "ProgressDetail | None" = None
    said: "Mapping[CommentedKey, Commentary]" = field(default_factory=dict)
    units: "ByUnits | None" = None


def waterfall_of(found: "Explanation") -> list[WaterfallLine]:
    """What moved a score. Where nothing stands below it, its own change is the one line."""
    effects = [
        WaterfallLine(effect.line, effect.kind, effect.points, effect.was, effect.now) for effect in found.effects
    ]
    if found.rest_count:
        effects.append(WaterfallLine(None, "rest", found.rest))
    if not effects and found.before is not None and found.after is not None and found.after != found.before:
        effects = [WaterfallLine(found.line, "score", found.after - found.before)]
    return effects


def record_of_explained(explained: Explained) -> dict[str, Any]:
    """One nested record: the node, its tree, its waterfall. Full precision."""
    before, after = explained.before, explained.after
    change = None if before is None or after is None else after - before
    return {
        **record_of(explained.line, explained.plan, explained.detail),
        "since": str(explained.since) if explained.since else None,
        "known_from": explained.known_from,
        "known_to": explained.known_to,
        "before": explained.before,
        "after": explained.after,
        "change": change,
        "moved": [
            {
                "code": effect.line.code if effect.line else None,
                "name": effect.line.name if effect.line else HIDDEN,
                "kind": effect.line.kind if effect.line else None,
                "unit": (effect.line.unit or None) if effect.line else None,
                "cause": effect.cause,
                "points": effect.points,
                "was": effect.was,
                "now": effect.now,
            }
            for effect in explained.waterfall
        ],
        "making": _making(explained.making),
        **by_units_record(explained.units),
        "tree": _nested(explained),
    }


def _making(making: "MakingLine | None") -> dict[str, Any] | None:
    if making is None:
        return None
    return {
        "aggregator": making.aggregator,
        "kth": making.kth or None,
        "among": making.among,
        "deciding": [line.code for line in making.deciding],
        "mean": making.mean,
    }


def _nested(explained: Explained) -> dict[str, Any]:
    path: list[dict[str, Any]] = []
    for part in explained.tree:
        record = _part(part, explained)
        del path[part.depth :]
        if path:
            path[-1]["children"].append(record)
        path.append(record)
    return path[0] if path else {}


def _part(part: "TreeLine", explained: Explained) -> dict[str, Any]:
    line = part.line
    found = explained.inputs.get(line.node) if line else None
    return {
        "depth": part.depth,
        "code": line.code if line else None,
        "name": line.name if line else HIDDEN,
        "kind": str(line.kind) if line else None,
        "unit": (line.unit or None) if line else None,
        "score": line.score if line else None,
        "status": line.status_code if line else None,
        "reason": (line.reason or None) if line else None,
        "weight": part.weight,
        "share": part.share,
        "points": part.points,
        "inputs": _inputs(found, line) if found and line else None,
        "commentary": _said(explained, line) if line else None,
        "children": [],
    }


def _said(explained: Explained, line: "NodeLine") -> dict[str, Any] | None:
    from hoshin.commentary.models import TEXTS
    from hoshin.commentary.selectors import beside

    row = beside(explained.said, line)
    if row is None:
        return None
    written = {"period": str(row.period), "written_by": row.written_by, "written_at": row.written_at.isoformat()}
    return written | {name: getattr(row, name) or None for name in TEXTS}


def _inputs(found: "MeasureInputs", line: "NodeLine") -> dict[str, Any]:
    from hoshin.measures.fields import said_by

    target = found.target
    return {
        "method": found.method,
        "formula": found.formula or None,
        "value": line.value,
        "target": None
        if target is None
        else {name: getattr(target, name) for name in target.VALUES if getattr(target, name) is not None},
        "actuals": [
            {
                "period": str(actual.period),
                **{name: None if said == "" else said for name, said in said_by(actual).items()},
                "recorded_at": actual.recorded_at.isoformat(),
                "recorded_by": actual.by,
                "through": actual.face,
            }
            for actual in found.actuals
        ],
    }


def print_explained(explained: Explained) -> None:
    """The score, its tree, its waterfall and the values behind it, rounded so that what is shown adds up."""
    line = explained.line
    score = score_text(line)
    where = f" of {line.unit_name or line.unit}" if line.unit else ""
    known = f", as known on {explained.known_to}" if explained.known_to else ""
    click.echo(click.style(f"{line.code} {line.name}{where}, {explained.period.label}{known}", bold=True))
    click.echo(f"Score {score} of 100, {status_words(line)}, coverage {percent(line.coverage)}")
    _print_tree(explained)
    _print_waterfall(explained)
    print_by_units(explained.units)
    _print_inputs(explained)
    _print_said(explained)


def _made_of(making: "MakingLine | None") -> str:
    """The heading of the tree: how the score follows from its parts, where that is no weighted mean."""
    if making is None or making.aggregator == "mean":
        return "Made of"
    kinds = {
        "min": "the lowest of",
        "kth_worst": f"number {making.kth} from below of",
        "geomean": "the geometric mean of",
        "product": "the product of",
        "gate": "a weighted mean, no higher than its critical parts, of",
    }
    decided = ": " + ", ".join(line.code for line in making.deciding) if making.deciding else ""
    mean = "" if making.mean is None else f" (a weighted mean would be {rounded(making.mean, 1)})"
    return f"Made of {kinds[making.aggregator]} {making.among}{decided}{mean}"


def _print_tree(explained: Explained) -> None:
    if len(explained.tree) < 2:
        return
    click.echo(f"\n{_made_of(explained.making)}")
    rows = [
        {
            "code": "  " * part.depth + (part.line.code + (f" @ {part.line.unit}" if part.line.unit else ""))
            if part.line
            else "  " * part.depth + HIDDEN,
            "name": part.line.name if part.line else "",
            "score": score_text(part.line) if part.line else "",
            "share": "–" if part.share is None else percent(part.share, 1),
            "points": rounded(part.points, 2),
            "status": status_words(part.line) if part.line else "",
        }
        for part in explained.tree
    ]
    columns = [
        TableColumn("code", "code"),
        TableColumn("name", "name", may_shrink=True),
        TableColumn("score", "score", True),
    ]
    print_table(
        rows,
        [
            *columns,
            TableColumn("share", "share", True),
            TableColumn("points", "points", True),
            TableColumn("status", "status"),
        ],
    )


def _print_said(explained: Explained) -> None:
    lines = {line.node: line for line in (explained.line, *(part.line for part in explained.tree)) if line is not None}
    told = [(line, _said(explained, line)) for line in lines.values()]
    if not any(said for _line, said in told):
        return
    click.echo("\nWhat was said")
    for line, said in told:
        if said is not None:
            where = f" of {line.unit_name or line.unit}" if line.unit else ""
            click.echo(f"{line.code} {line.name}{where}, {said['period']}, {said['written_by']}")
            for name, label in (("happened", "What happened"), ("why", "Why"), ("next_steps", "What next")):
                if said[name]:
                    click.echo(f"  {label}: {said[name]}")


def _print_waterfall(explained: Explained) -> None:
    since = explained.since.label if explained.since else "before"
    earlier = f"{since}, as known on {explained.known_from}" if explained.known_from else since
    if explained.before is None or explained.after is None:
        click.echo(f"\nThere is no score to compare with in {earlier}.")
        return
    click.echo(f"\nWhat moved it since {earlier}")
    shown = list(explained.waterfall[:_SHOWN_EFFECTS])
    others = explained.waterfall[_SHOWN_EFFECTS:]
    if others:
        shown.append(WaterfallLine(None, "rest", sum(effect.points for effect in others)))
    change = half_up(explained.after, 2) - half_up(explained.before, 2)
    points = rounded_to_sum([effect.points for effect in shown], float(change))
    rows = [{"what": f"Score in {earlier}", "points": figure(explained.before, 2), "why": ""}]
    for effect, value in zip(shown, points, strict=True):
        rows.append(
            {"what": _whose(effect, len(others)), "points": figure(value, 2, is_signed=True), "why": _why(effect)}
        )
    rows.append({"what": f"Score in {explained.period.label}", "points": figure(explained.after, 2), "why": ""})
    print_table(
        rows,
        [
            TableColumn("what", "what", may_shrink=True),
            TableColumn("points", "points", True),
            TableColumn("why", "why"),
        ],
    )


def _why(effect: WaterfallLine) -> str:
    cause = _CAUSES.get(effect.cause, "")
    if effect.was is None or effect.now is None or effect.cause == "weight":
        return cause
    own = effect.line.decimals if effect.line and effect.line.decimals is not None else 2
    # As many decimals as it takes to see a difference.
    digits = next((more for more in range(own, own + 5) if half_up(effect.was, more) != half_up(effect.now, more)), own)
    return f"{cause}: {rounded(effect.was, digits)} → {rounded(effect.now, digits)}"


def _whose(effect: WaterfallLine, others: int) -> str:
    if effect.cause == "rest":
        return f"{others:,} others" if others else "others"
    if effect.line is None:
        return HIDDEN
    return f"{effect.line.code} {effect.line.name}" + (f" @ {effect.line.unit}" if effect.line.unit else "")


def _print_inputs(explained: Explained) -> None:
    lines = {part.line.node: part.line for part in explained.tree if part.line is not None}
    rows = []
    for node, found in explained.inputs.items():
        line = lines[node]
        actual = found.actuals[0] if found.actuals else None
        rows.append(
            {
                "code": line.code + (f" @ {line.unit}" if line.unit else ""),
                "method": f"{found.method}: {found.formula}" if found.formula else str(found.method),
                "value": value_text(line.value, line),
                "target": value_text(line.target, line),
                "period": str(actual.period) if actual else "–",
                "recorded": f"{actual.by}, {actual.recorded_at:%Y-%m-%d %H:%M}, {actual.face}" if actual else "–",
            }
        )
    if rows:
        click.echo("\nFrom these values")
        print_table(
            rows,
            [
                TableColumn("code", "measure"),
                TableColumn("value", "value", True),
                TableColumn("target", "target", True),
                TableColumn("method", "scored", may_shrink=True),
                TableColumn("period", "latest actual"),
                TableColumn("recorded", "recorded by", may_shrink=True),
            ],
        )


def rounded_to_sum(values: Sequence[float], total: float, decimals: int = 2) -> list[float]:
    """Values rounded so that their sum is the rounded total: those with the largest remainders are rounded up.

    >>> rounded_to_sum([1.004, 1.004, 1.004], 3.01)
    [1.01, 1.0, 1.0]
    """
    scale = 10**decimals
    floors = [floor(value * scale) for value in values]
    lacking = round(total * scale) - sum(floors)
    order = sorted(range(len(values)), key=lambda i: floors[i] - values[i] * scale)
    for i in order[: max(lacking, 0)]:
        floors[i] += 1
    return [unit / scale for unit in floors]
