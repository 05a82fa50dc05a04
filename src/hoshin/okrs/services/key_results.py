"""Key results are measures that serve a goal: how one that was written becomes a measure with a target."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code, free_code
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.measures.models import Direction, Measure, ScoringMethod
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import change_measure, define_measure, set_targets
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.org.models import Person
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services import remove_contribution, set_contribution

# Of the way from baseline to stretch, where commit and target lie unless something else is written.
COMMIT_AT, TARGET_AT = 0.3, 0.7
LEVELS = {"worst": 0.0, "red": 1.0, "green": 2.0, "best": 3.0}


def set_key_results(writer: Actor, objective: Objective, drafts: Sequence[KeyResultDraft]) -> None:
    """Add, change and take out key results of a goal; those that are not named stay. Invalid names what does not fit.

    `writer` has the right to edit the plan, or was lent it for a goal of their own.
    """
    rows = Contribution.objects.filter(parent=objective, measure__isnull=False).select_related("measure")
    known = {folded_code(row.measure.code): row for row in rows if row.measure}
    for draft in drafts:
        row = known.get(folded_code(draft.code)) if draft.code else None
        if draft.code and row is None and not draft.name.strip():
            continue  # It was taken out already.
        if draft.code and row is None:
            raise Invalid(
                Said("%(code)s is no key result of this goal.", code=draft.code), field="code", value=draft.code
            )
        if row is None:
            _add(writer, objective, draft)
        elif not draft.name.strip():
            remove_contribution(writer, contribution=row)
        else:
            _change(writer, objective, row, draft)


def hand_results_on(writer: Actor, objective: Objective, before: Person | None) -> None:
    """Let key results that were the former owner's, and serve this goal alone, be those of whoever answers for it now."""
    if objective.owner_id == (before.pk if before else None):
        return
    for measure in Measure.objects.filter(serves__parent=objective, owner=before).order_by("pk"):
        if not measure.serves.exclude(parent=objective).exists():
            change_measure(writer, measure=measure, owner=objective.owner)


def match_ambition(writer: Actor, objective: Objective, *, committed: bool) -> None:
    """Let the goal's own numeric key results be scored as what they are: of what was promised 0.7 is no success.

    What has lines of its own is scored by these.
    """
    wanted, other = ScoringMethod.AUTO, ScoringMethod.GRADE_COMMITTED
    if committed:
        wanted, other = other, wanted
    rows = Measure.objects.filter(serves__parent=objective, owner=objective.owner, method=other)
    for measure in rows.filter(direction__in=(Direction.HIGHER, Direction.LOWER)).order_by("pk"):
        if not measure.serves.exclude(parent=objective).exists():
            change_measure(writer, measure=measure, method=wanted)


def _add(writer: Actor, objective: Objective, draft: KeyResultDraft) -> None:
    code = free_code(Measure.objects.all(), f"{objective.code}.1")
    measure = define_measure(
        writer, code=code, name=draft.name, owner=objective.owner, starts_on=objective.start_date,
        due_on=objective.due_date, **definition_of(draft),
    )  # fmt: skip
    aim(writer, measure, draft)
    set_contribution(writer, parent=objective, child=measure, weight=draft.weight)


def _change(writer: Actor, objective: Objective, row: Contribution, draft: KeyResultDraft) -> None:
    """A measure that serves others too is theirs as well: its weight here alone is this goal's."""
    measure = row.measure
    assert measure is not None, "asked for with a measure"
    if row.weight != draft.weight:
        set_contribution(writer, parent=objective, child=measure, weight=draft.weight, kind=row.kind)
    if measure.owner_id != objective.owner_id or measure.serves.exclude(pk=row.pk).exists():
        return
    change_measure(writer, measure=measure, name=draft.name, due_on=objective.due_date, **definition_of(draft))
    aim(writer, measure, draft)


def definition_of(draft: KeyResultDraft) -> dict[str, Any]:
    """How values of it become scores."""
    unit = draft.unit_of_measure.strip()
    match draft.kind:
        case ResultKind.BAND:
            return {"direction": Direction.BAND, "method": ScoringMethod.BAND_FLAT, "unit_of_measure": unit}
        case ResultKind.MILESTONE:
            return {"direction": Direction.MILESTONE, "method": ScoringMethod.ATTAINMENT, "unit_of_measure": "%"}
        case ResultKind.LEVELS:
            return {"direction": Direction.HIGHER, "method": ScoringMethod.THRESHOLDS, "unit_of_measure": unit}
        case _:
            falls = draft.baseline is not None and draft.target is not None and draft.target < draft.baseline
            has_lines = draft.commit is not None or draft.stretch is not None
            return {
                "direction": Direction.LOWER if falls else Direction.HIGHER,
                "method": ScoringMethod.THRESHOLDS if has_lines else ScoringMethod.AUTO,
                "unit_of_measure": unit,
            }


def aim(writer: Actor, measure: Measure, draft: KeyResultDraft) -> None:
    """Set the one target that a key result has from the beginning; later targets, by the office, stay."""
    numbers: dict[str, Any] = _numbers(draft)
    held = measure.targets.filter(unit=None, starts_on=None).first()
    if held is None and not numbers:
        return
    row = TargetRow(measure.pk, **numbers)
    edit = TargetEdit(row) if held is None else TargetEdit(row, held.pk, held.version)
    set_targets(writer, measure=measure, edits=[edit if numbers else replace(edit, is_removed=True)])


def _numbers(draft: KeyResultDraft) -> dict[str, float]:
    """The columns of its target that are written, or follow."""
    start, end = draft.baseline, draft.target
    found: dict[str, float | None] = {"baseline": start, "target": end}
    match draft.kind:
        case ResultKind.MILESTONE:
            found = {"baseline": 0.0, "target": 100.0}
        case ResultKind.LEVELS:
            found = {**LEVELS, "target": LEVELS["green"]}
        case ResultKind.BAND:
            found = {"low": start, "high": end}
        case _ if start is not None and end is not None and (draft.commit is not None or draft.stretch is not None):
            stretch = draft.stretch if draft.stretch is not None else start + (end - start) / TARGET_AT
            commit = draft.commit if draft.commit is not None else start + (stretch - start) * COMMIT_AT
            found |= {"worst": start, "red": commit, "green": end, "best": stretch}
    return {name: value for name, value in found.items() if value is not None}
