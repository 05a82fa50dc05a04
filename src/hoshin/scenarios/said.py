"""An assumption as one short text: in addresses, cells and lists. Codes hold no slash, which stands between its parts.

>>> row = AssumptionRow("target", 80.0, measure="NPS", unit="NORTH", column="red")
>>> text_of(row), row_of(text_of(row)) == row
('target.red/NPS/NORTH=80', True)
>>> row_of("weight/objective/GROW=2").objective, row_of("effect/I-1/GROW=0.5").initiative
('GROW', 'I-1')
"""

from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.scenarios.rows import AssumptionRow, ChangeKind

_FORMS = "value/MEASURE=80, target/MEASURE/UNIT=90, weight/objective/CODE/WITHIN=2, effect/INITIATIVE/OBJECTIVE=0.5"


def key_of(row: AssumptionRow) -> str:
    """What an assumption is about, without its number."""
    if row.kind in (ChangeKind.VALUE, ChangeKind.TARGET):
        column = f".{row.column}" if row.kind == ChangeKind.TARGET and row.column != "target" else ""
        return "/".join([row.kind + column, row.measure, *([row.unit] if row.unit else [])])
    if row.kind == ChangeKind.EFFECT:
        return f"effect/{row.initiative}/{row.objective}"
    name = next(name for name in ("measure", "objective", "perspective") if getattr(row, name))
    return "/".join(["weight", name, getattr(row, name), *([row.within] if row.within else [])])


def text_of(row: AssumptionRow) -> str:
    """An assumption as it is written."""
    return f"{key_of(row)}={repr(row.number).removesuffix('.0')}"


def row_of(text: str) -> AssumptionRow:
    """The assumption that is written so. Invalid: it is none."""
    key, _mark, number = text.strip().rpartition("=")
    try:
        return row_about(key, float(number))
    except ValueError:
        raise _unread(text) from None


def row_about(key: str, number: float) -> AssumptionRow:
    """The assumption about that, with this number. Invalid: it is about nothing."""
    kind, *parts = [part.strip() for part in key.strip().split("/")]
    kind, _dot, column = kind.partition(".")
    match kind, parts:
        case (("value" | "target"), [measure, *units]) if len(units) < 2:
            return AssumptionRow(kind, number, measure, *units, column=column or "target")
        case "effect", [initiative, objective]:
            return AssumptionRow(kind, number, initiative=initiative, objective=objective)
        case "weight", [("measure" | "objective" | "perspective") as name, thing, *within] if len(within) < 2:
            return AssumptionRow(kind, number, **{name: thing}, within=within[0] if within else "")
    raise _unread(key)


def _unread(text: str) -> Invalid:
    return Invalid(
        Said("“%(text)s” is no assumption.", text=text[:80]),
        field="assumptions",
        value=text[:80],
        remedy=f"Write {_FORMS}.",
    )
