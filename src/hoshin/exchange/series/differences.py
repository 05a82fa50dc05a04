"""What one change altered, as the audit trail and the superseded values tell it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model

from hoshin.audit.models import Entry
from hoshin.exchange.result import Difference
from hoshin.measures.fields import NAMES
from hoshin.measures.models import Actual, Measure, Target
from hoshin.strategy.models import Objective, Perspective, Plan

MOST_OF_A_SHEET = 100
_TABLES: dict[str, tuple[str, type[Model], str]] = {
    "strategy_plan": ("plan", Plan, "code"),
    "strategy_perspective": ("perspectives", Perspective, "code"),
    "strategy_objective": ("objectives", Objective, "code"),
    "measures_measure": ("measures", Measure, "code"),
    "measures_target": ("targets", Target, "measure__code"),
}


def differences_of(change_id: int) -> list[Difference]:
    """What the running change altered, value by value, at most 100 of a sheet; of a new row its name or its target."""
    differences: list[Difference] = []
    entries = Entry.objects.filter(change_id=change_id).exclude(operation=Entry.Operation.DELETE).order_by("id")
    for table, (sheet, model, code) in _TABLES.items():
        own = list(entries.filter(table=table)[:MOST_OF_A_SHEET])
        codes = dict(model._base_manager.filter(pk__in=[entry.row for entry in own]).values_list("pk", code))
        found = [one for entry in own for one in _of_entry(sheet, str(codes.get(entry.row, "")), entry)]
        differences += found[:MOST_OF_A_SHEET]
    return [*differences, *_of_actuals(change_id)]


def _of_entry(sheet: str, code: str, entry: Entry) -> Iterable[Difference]:
    before, after = entry.before or {}, entry.after or {}
    fields = ("name", "target") if entry.operation == Entry.Operation.INSERT else after
    for field in fields:
        if field in after and field != "version":
            yield Difference(sheet, code, field, _shown(before.get(field)), _shown(after[field]))


def _of_actuals(change_id: int) -> list[Difference]:
    new = Actual.objects.filter(change_id=change_id).annotate(code=F("measure__code")).select_related("unit")
    olds = Actual.objects.filter(measure__in=new.values("measure")).exclude(superseded_at=None)
    replaced = {(row.measure_id, row.unit_id, row.period, row.superseded_at): row for row in olds}
    differences = []
    for row in new.order_by("measure__code", "period"):
        old = replaced.get((row.measure_id, row.unit_id, row.period, row.recorded_at))
        if old is not None:
            code = f"{row.code} {row.period.isoformat()}"
            differences += [
                Difference("actuals", code, field, _shown(getattr(old, field)), _shown(getattr(row, field)))
                for field in NAMES
                if getattr(old, field) != getattr(row, field)
            ]
        if len(differences) >= MOST_OF_A_SHEET:
            break
    return differences


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
