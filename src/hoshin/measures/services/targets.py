"""Setting and removing targets of one measure, singly or as a sheet."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, NotFound, Problem
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.base.wordings import Said
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure, Target
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services.target_problems import target_problems
from hoshin.measures.services.validity import raise_problems


def set_targets(actor: Actor, *, measure: Measure, edits: Sequence[TargetEdit]) -> Outcome:
    """Save a sheet of targets of one measure, all or nothing; every fault is named with its line, counted from 1.

    A line that was emptied of all numbers is removed. Conflict: somebody changed a line after it was shown.
    """
    require(actor, Right.EDIT_PLAN)
    edits = [_emptied(edit) for edit in edits if edit.id is not None or _numbers(edit.row)]
    with act(actor, "set_targets", measure=measure.name):
        raise_problems(_sheet_problems(measure, edits))
        existing = {target.pk: target for target in measure.targets.all()}
        missing = next((edit for edit in edits if edit.id is not None and edit.id not in existing), None)
        if missing is not None:
            raise NotFound("target", f"from {missing.row.starts_on or 'the start'}")
        outcome = Outcome()
        # Removed lines go first: a new line may take the place of one.
        for edit in sorted(edits, key=lambda edit: not edit.is_removed):
            outcome += _saved(measure, existing.get(edit.id or 0), edit)
        if outcome.created or outcome.changed:
            publish(MeasuresChanged(frozenset({measure.pk})))
        return outcome


def _saved(measure: Measure, existing: Target | None, edit: TargetEdit) -> Outcome:
    if edit.is_removed and existing is not None:
        remove_row(existing, version=edit.version, in_use="The target is still in use.")
        return Outcome(changed=1)
    values = asdict(edit.row)
    if existing is None:
        add_row(Target(**values))
        return Outcome(created=1)
    _, has_changed = change_row(existing, version=edit.version, **values)
    return Outcome(changed=1) if has_changed else Outcome(unchanged=1)


def _sheet_problems(measure: Measure, edits: Sequence[TargetEdit]) -> list[Problem]:
    problems: list[Problem] = []
    lines: dict[tuple[object, ...], int] = {}
    for line, edit in enumerate(edits, start=1):
        if edit.is_removed:
            continue
        row = edit.row
        if row.measure_id != measure.pk:
            raise Invalid("A line of the sheet belongs to another measure.")
        found = target_problems(row, direction=measure.direction, code=measure.code)
        first = lines.setdefault((row.unit_id, row.starts_on, row.frequency), line)
        if first != line:
            found.append(
                Problem(
                    Said(
                        "%(measure)s: lines %(first)s and %(line)s are targets of the same period and unit.",
                        measure=measure.code,
                        first=str(first),
                        line=str(line),
                    ),
                    code="duplicate",
                    field="starts_on",
                    remedy="Keep one of them.",
                )
            )
        problems += [replace(problem, row=line) for problem in found]
    return problems


def _emptied(edit: TargetEdit) -> TargetEdit:
    return edit if edit.is_removed or _numbers(edit.row) else replace(edit, is_removed=True)


def _numbers(row: TargetRow) -> dict[str, float]:
    return {name: value for name in Target.VALUES if (value := getattr(row, name)) is not None}
