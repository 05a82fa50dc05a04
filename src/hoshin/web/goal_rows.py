"""What a goal serves and its key results, as rows of its form: as stored, as typed, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.formats import as_typed
from hoshin.measures.assembly import scale_of
from hoshin.okrs.library import Template
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.okrs.selectors import GoalLine, goals_called, result_as_written, share_in
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
    return served_of([(row.parent.code, row.parent.name, row.weight) for row in goal.serves] if goal else [])


def served_of(rows: Sequence[tuple[str, str, float]]) -> list[ServedLine]:
    """What a goal serves, by code, name and weight, as lines to be typed over, and a line to spare."""
    lines = [
        ServedLine(number, f"{code}{MARK}{name}", as_typed(weight)) for number, (code, name, weight) in enumerate(rows)
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
    now = [result_as_written(row, goal.targets.get(row.measure_id or 0)) for row in goal.key_results] if goal else []
    return results_of(now)


def results_of(results: Sequence[KeyResultDraft]) -> list[ResultLine]:
    """Key results as lines to be typed over, with empty ones up to three, or one more."""
    lines = [ResultLine(number, _typed(result)) for number, result in enumerate(results)]
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


def _typed(result: KeyResultDraft) -> dict[str, str]:
    """The fields of a line as somebody would have typed them."""
    numbers = {name: getattr(result, name) for name in _NUMBERS}
    texts = {name: "" if number is None else as_typed(number) for name, number in numbers.items()}
    return {
        "code": result.code, "name": result.name, "unit": result.unit_of_measure, "kind": result.kind.value, **texts
    }  # fmt: skip
