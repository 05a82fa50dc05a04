"""Which plans a workbook describes, and to which of them its rows belong."""

from typing import Any

from hoshin.base.periods import Frequency
from hoshin.exchange.workbook.draft import Checking, Entry
from hoshin.exchange.workbook.rows import keyed, whole
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import Record, organisation_record

_OWN = ("name", "fiscal_year_start", "currency")
_RENAMED = {"plan": "code", "plan_name": "name", "plan_start": "start", "plan_end": "end"}
DEFAULT_CODE = "PLAN"


def draft_plans(checking: Checking) -> None:
    """Put organisation and plans into the draft."""
    given = _organisation(checking)
    plans: list[tuple[int, Record, Record | None]] = []
    if "plans" in checking.columns:
        columns = checking.columns["plans"]
        plans = keyed(checking, "plans", columns.numbers, columns.records())
        if any(given.get(name) is not None for name in _plan_columns()):
            checking.notices.append("Sheet organisation: what it says of the plan was left alone; sheet plans says it.")
    else:
        plans = _single_plan(checking, given)
    entries = []
    for number, values, before in plans:
        record = whole(sheets()["plans"], values, before)
        if before is None and values.get("frequency") is None:
            record["frequency"] = None
        if before is None and values.get("order") is None:
            record["order"] = len(checking.stored("plans")) + len(entries)
        entries.append(Entry(number, record, before))
    checking.draft.entries["plans"] = entries


def place_in_plans(checking: Checking) -> None:
    """Say of each perspective, theme and objective to which plan it belongs."""
    default = _default_plan(checking)
    for name in ("perspectives", "themes", "objectives"):
        for entry in checking.draft.of(name):
            wanted = entry.record["plan"] or _plan_of_perspective(checking, entry) or default
            if wanted:
                found = checking.refer(name, entry.number, "plan", wanted, "plans", "plan")
                entry.record["plan"] = found or wanted
            else:
                message = "There are several plans, and this row does not say to which it belongs."
                codes = ", ".join(sorted(checking.codes("plans").values())[:5])
                checking.faults.add(name, entry.number, "plan", None, message, f"Write one of: {codes}.")


def settle_plans(checking: Checking) -> None:
    """Check what plans say, and keep a new one as often as its measures, but not more often than every month."""
    for entry in checking.draft.of("plans"):
        record = entry.record
        if record["frequency"] is None:
            record["frequency"] = _finest(checking, record["code"]).value
        sheet = "plans" if "plans" in checking.columns else "organisation"
        if not 0 < record["red_below"] < record["green_from"] < 100:
            shown = f"{record['red_below']:g} and {record['green_from']:g}"
            message = "The cut points must satisfy 0 < red_below < green_from < 100."
            checking.faults.add(sheet, entry.number, "red_below", shown, message, "Leave both empty for 40 and 70.")
        if record["start"] and record["end"] and record["end"] < record["start"]:
            field = "end" if sheet == "plans" else "plan_end"
            checking.faults.add(sheet, entry.number, field, record["end"], "The plan ends before it starts.")


def _organisation(checking: Checking) -> Record:
    columns = checking.columns.get("organisation")
    if columns is None or not columns.numbers:
        return {}
    for number in columns.numbers[1:]:
        message, remedy = "This sheet has one row: there is one organisation.", "Remove the others."
        checking.faults.add("organisation", number, "name", None, message, remedy)
    given = columns.records()[0]
    before = organisation_record()
    own = {name: given[name] for name in _OWN if name in given}
    record = whole(sheets()["organisation"], own, before)
    entry = Entry(columns.numbers[0], {name: record[name] for name in _OWN}, before)
    checking.draft.organisation = entry
    return given


def _single_plan(checking: Checking, given: Record) -> list[tuple[int, Record, Record | None]]:
    """The plan that the organisation's sheet describes, or the one that objectives need and nothing describes."""
    says = any(given.get(name) is not None for name in _plan_columns())
    stored = checking.stored("plans")
    needed = not stored and any(checking.draft.of(name) for name in ("perspectives", "themes", "objectives"))
    if not says and not needed:
        return []
    number = checking.draft.organisation.number if checking.draft.organisation else 1
    values = {_RENAMED.get(name, name): given[name] for name in _plan_columns() if name in given}
    if values.get("code") is None:
        if len(stored) > 1:
            codes = ", ".join(row["code"] for row in stored.values())
            message = "There are several plans, and this row does not say which it describes."
            checking.faults.add("organisation", number, "plan", None, message, f"Write one of: {codes}.")
            return []
        values["code"] = next((row["code"] for row in stored.values()), DEFAULT_CODE)
    before = stored.get((values["code"].casefold(),))
    if values.get("name") is None:
        values["name"] = before["name"] if before else _name(checking)
    return [(number, values, before)]


def _plan_columns() -> list[str]:
    return [column.name for column in sheets()["organisation"].columns if column.name not in _OWN]


def _name(checking: Checking) -> str:
    if checking.draft.organisation and checking.draft.organisation.record["name"]:
        return str(checking.draft.organisation.record["name"])
    stored = organisation_record()
    return str(stored["name"]) if stored else "Strategy"


def _default_plan(checking: Checking) -> str:
    drafted = [entry.record["code"] for entry in checking.draft.of("plans")]
    if len(drafted) == 1:
        return str(drafted[0])
    known = list(checking.codes("plans").values())
    return known[0] if len(known) == 1 else ""


def _plan_of_perspective(checking: Checking, entry: Entry) -> str:
    code = entry.record.get("perspective")
    return plan_of(checking, "perspectives", code) if code else ""


def plan_of(checking: Checking, name: str, code: str) -> str:
    """The plan of a row of another sheet, as the file has it, else as it is stored."""
    if name not in checking.plans:
        plans = {key[0]: row["plan"] for key, row in checking.stored(name).items()}
        plans |= {entry.record["code"].casefold(): entry.record["plan"] for entry in checking.draft.of(name)}
        checking.plans[name] = plans
    return checking.plans[name].get(code.casefold(), "")


def _finest(checking: Checking, plan: str) -> Frequency:
    members: set[str] = {
        entry.record["code"].casefold()
        for entry in checking.draft.of("objectives")
        if entry.record["plan"].casefold() == plan.casefold()
    }
    found: list[Any] = [
        Frequency(entry.record["frequency"])
        for entry in checking.draft.of("measures")
        if any(link.parent.casefold() in members for link in entry.record["links"])
    ]
    finest = max(found, key=lambda frequency: frequency.per_year, default=Frequency.MONTHLY)
    return finest if finest.per_year <= Frequency.MONTHLY.per_year else Frequency.MONTHLY
