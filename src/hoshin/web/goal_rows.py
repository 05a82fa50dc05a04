"""What a goal serves and its key results, as rows of its form: as stored, as typed, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.formats import as_typed
from hoshin.measures.assembly import scale_of
from hoshin.okrs.library import Template
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.okrs.selectors import GoalLine, goals_called, share_in
from hoshin.strategy.models import Objective
from hoshin.web.found_field import MARK
from hoshin.web.number_field import NumberField

LEAST_RESULTS, SPARE_PARENTS = 3, 1
MOST_RESULTS, MOST_PARENTS = 20, 20
_NUMBERS = ("baseline", "target", "commit", "stretch", "weight")


@dataclass(slots=True)
class ServedLine:
    """One objective that a goal is to serve, as it was typed, and the share that it would have there."""

    number: int
    parent: str = ""
    weight: str = "1"
    share: float | None = None
    name: str = ""
    error: str = ""


@dataclass(slots=True)
class ResultLine:
    """One key result as it was typed, what is wrong with it, and what might stand in its empty fields."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    error: str = ""
    hint: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> str:
        return self.values.get(name, "")


def served_now(goal: GoalLine | None) -> list[ServedLine]:
    """What it serves now, and a line to spare."""
    rows = goal.serves if goal else ()
    lines = [
        ServedLine(number, f"{row.parent.code}{MARK}{row.parent.name}", as_typed(row.weight))
        for number, row in enumerate(rows)
    ]
    return lines + [ServedLine(len(lines) + spare) for spare in range(SPARE_PARENTS)]


def served_typed(post: Mapping[str, str]) -> list[ServedLine]:
    """The lines of a form that was sent."""
    return [
        ServedLine(
            number, post[f"serves-{number}"].strip()[:600], post.get(f"serves_weight-{number}", "1").strip()[:60]
        )
        for number in range(MOST_PARENTS)
        if f"serves-{number}" in post
    ]


def parents_of(actor: Actor, lines: list[ServedLine], child: Objective | None) -> dict[Objective, float]:
    """The parents with their weights; each line learns its share, or what is wrong with it."""
    codes = {line.parent.split(MARK)[0].strip().upper(): line for line in lines if line.parent}
    known = {parent.code.upper(): parent for parent in goals_called(actor, codes.keys())}
    found: dict[Objective, float] = {}
    for line in lines:
        if not line.parent:
            continue
        parent = known.get(line.parent.split(MARK)[0].strip().upper())
        if parent is None:
            line.error = _("No objective has this code. Choose one of the list.")
            continue
        try:
            weight = NumberField(required=True).clean(line.weight or "1") or 0.0
        except forms.ValidationError as error:
            line.error = error.messages[0]
            continue
        if weight < 0:
            line.error = _("A weight cannot be negative.")
        elif parent in found:
            line.error = _("It is named twice.")
        found[parent] = weight
        line.name, line.share = parent.name, None if line.error else share_in(actor, parent, weight, child)
    return found


def results_now(goal: GoalLine | None) -> list[ResultLine]:
    """Its key results now, with empty lines up to three, or one more."""
    lines = [ResultLine(number, _stored(goal, row)) for number, row in enumerate(goal.key_results)] if goal else []
    empty = max(1, LEAST_RESULTS - len(lines))
    return lines + [ResultLine(len(lines) + spare, {"weight": "1"}) for spare in range(empty)]


def results_begun(template: Template) -> list[ResultLine]:
    """The key results of a template: what is measured, and in which unit; from where to where is for the writer to say."""
    lines = []
    for number, result in enumerate(template.results):
        values = {"name": str(result.name), "unit": str(result.unit), "kind": result.kind.value, "weight": "1"}
        first, last = (as_typed(amount) if amount is not None else "" for amount in (result.baseline, result.target))
        lines.append(ResultLine(number, values, hint={"baseline": first, "target": last}))
    return [*lines, ResultLine(len(lines), {"weight": "1"})]


def results_typed(post: Mapping[str, str]) -> list[ResultLine]:
    """The lines of a form that was sent."""
    names = ("code", "name", "unit", "kind", *_NUMBERS)
    return [
        ResultLine(number, {name: post.get(f"kr-{number}-{name}", "").strip()[:500] for name in names})
        for number in range(MOST_RESULTS)
        if f"kr-{number}-name" in post
    ]


def drafts_of(lines: list[ResultLine]) -> list[KeyResultDraft]:
    """The key results that are written; each line learns what is wrong with it."""
    found = []
    for line in lines:
        if not line.name and not line.code:
            if any(line.values.get(name) for name in ("baseline", "target")):
                line.error = _("Give it a name.")
            continue
        try:
            found.append(_draft(line))
        except forms.ValidationError as error:
            line.error = error.messages[0]
    return found


def _draft(line: ResultLine) -> KeyResultDraft:
    unit = line.unit or ("%" if "%" in line.baseline + line.target else "")
    reading = NumberField(unit=unit, scale=scale_of(unit))
    numbers = {name: reading.clean(line.values.get(name, "")) for name in _NUMBERS[:-1]}
    weight = NumberField().clean(line.weight or "1")
    if weight is None or weight < 0:
        raise forms.ValidationError(_("A weight cannot be negative."))
    kind = ResultKind(line.kind) if line.kind in set(ResultKind) else ResultKind.NUMBER
    return KeyResultDraft(line.name, unit_of_measure=unit, kind=kind, weight=weight, code=line.code, **numbers)


def _stored(goal: GoalLine, row: Any) -> dict[str, str]:
    measure, target = row.measure, goal.targets.get(row.measure_id)
    is_band, has_lines = measure.direction == "band", measure.method == "thresholds"
    kind = ResultKind.BAND if is_band else ResultKind.NUMBER
    if measure.direction == "milestone":
        kind = ResultKind.MILESTONE
    elif has_lines and target is not None and target.baseline is None:
        kind = ResultKind.LEVELS
    numbers: dict[str, float | None] = {"weight": row.weight}
    if target is not None:
        first, last = (target.low, target.high) if is_band else (target.baseline, target.target)
        numbers |= {"baseline": first, "target": last, "commit": target.red, "stretch": target.best}
    texts = {name: "" if number is None else as_typed(number) for name, number in numbers.items()}
    return {"code": measure.code, "name": measure.name, "unit": measure.unit_of_measure, "kind": kind.value, **texts}
