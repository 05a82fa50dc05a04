"""What has a score, as rows of a workbook name it: by plan, kind, code and unit."""

from typing import Any

from hoshin.exchange.workbook.check_plans import plan_of
from hoshin.exchange.workbook.check_structure import refer
from hoshin.exchange.workbook.draft import Checking, Entry
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.models import Kind, Node
from hoshin.strategy.models import Objective, Perspective, Plan

SHEET_OF = {
    "plan": "plans",
    "unit": "units",
    "perspective": "perspectives",
    "objective": "objectives",
    "measure": "measures",
}
_MODELS = {"perspective": Perspective, "objective": Objective, "measure": Measure, "unit": Unit, "plan": Plan}
_OF_ONE_UNIT = frozenset({Kind.PERSPECTIVE, Kind.MEASURE})


def check_node(checking: Checking, sheet: str, entry: Entry) -> None:
    """What a row with the columns plan, kind, code and unit names exists, and can have a score."""
    refer(checking, sheet, entry, "plan", "plans", "plan")
    refer(checking, sheet, entry, "unit", "units", "unit")
    record = entry.record
    kind, plan = record["kind"], record["plan"]
    if not kind:
        return
    refer(checking, sheet, entry, "code", SHEET_OF[kind], kind)
    if record["unit"] and kind not in _OF_ONE_UNIT:
        message = f"A {kind} has one score, not one for each unit."
        checking.faults.add(sheet, entry.number, "unit", record["unit"], message, "Leave this cell empty.")
    if not record["code"] or not plan:
        return
    if kind in (Kind.PERSPECTIVE, Kind.OBJECTIVE):
        own = plan_of(checking, SHEET_OF[kind], record["code"])
    else:
        own = record["code"] if kind == Kind.PLAN else plan
    if own.casefold() != plan.casefold():
        message = f"{record['code']} does not belong to plan {plan}."
        checking.faults.add(sheet, entry.number, "code", record["code"], message, f"Write {own} as its plan.")


class Nodes:
    """Ids of nodes by what rows call them; what counted once and does not any more gets a node that is not active."""

    def __init__(self) -> None:
        self._ids = {kind: dict(model._base_manager.values_list("code", "id")) for kind, model in _MODELS.items()}
        columns = ("plan_id", "kind", "perspective_id", "objective_id", "measure_id", "unit_id")
        self._nodes: dict[tuple[Any, ...], int] = {
            tuple(key): node for node, *key in Node.objects.values_list("id", *columns)
        }

    def plan_id(self, code: str) -> int:
        return self._ids["plan"][code]

    def id_of(self, plan: str, kind: str, code: str, unit: str) -> int:
        """The id of a node; all codes in the case in which they are stored."""
        values: dict[str, int | None] = dict.fromkeys(("perspective_id", "objective_id", "measure_id", "unit_id"))
        if kind != Kind.PLAN:
            values[f"{kind}_id"] = self._ids[kind][code]
        if unit:
            values["unit_id"] = self._ids["unit"][unit]
        key = (self.plan_id(plan), kind, *values.values())
        if key not in self._nodes:
            node = Node.objects.create(plan_id=key[0], kind=kind, **values, is_active=False)
            self._nodes[key] = node.pk
        return self._nodes[key]
