"""What stands in the address of a what-if: assumptions as `a`, each with its number as `n`, in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict

from hoshin.accounts.access import Actor
from hoshin.base.errors import HoshinError, Invalid
from hoshin.base.formats import as_typed
from hoshin.base.whole_numbers import whole_number
from hoshin.initiatives.selectors import initiatives_for
from hoshin.measures.assembly import scale_of
from hoshin.measures.selectors import measure_by_code
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind
from hoshin.scenarios.said import key_of, row_about
from hoshin.scenarios.selectors import assumptions_said
from hoshin.scenarios.validity import MOST_ASSUMED, number_problems
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import contributions_visible_to
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.number_field import NumberField

_MOST_OFFERED = 12


@dataclass(slots=True)
class TypedAssumption:
    """One line of the table: what it is about, what was typed, what is wrong with that; `assumption` where it is whole."""

    key: str
    text: str
    about: Assumption
    fault: str = ""
    assumption: Assumption | None = None

    @property
    def unit_of_measure(self) -> str:
        measure = self.about.measure
        if self.about.kind == ChangeKind.EFFECT:
            return "%"
        return measure.unit_of_measure if measure and self.about.kind != ChangeKind.WEIGHT else ""


def typed_in(actor: Actor, query: QueryDict) -> tuple[list[TypedAssumption], list[str]]:
    """The lines that an address asks for, and what is wrong with those that cannot be read. A line without a number assumes
    nothing yet."""
    keys, numbers = query.getlist("a")[:MOST_ASSUMED], query.getlist("n")
    if (dropped := whole_number(query.get("drop", ""))) is not None and dropped < len(keys):
        del keys[dropped]
        numbers = [text for at, text in enumerate(numbers) if at != dropped]
    for key in _added(actor, query):
        if key not in keys:
            keys.append(key)
            numbers.append("")
    texts = {key: numbers[at].strip() if at < len(numbers) else "" for at, key in reversed(list(enumerate(keys)))}
    rows, faults = dict[str, AssumptionRow](), list[str]()
    for key in dict.fromkeys(keys):
        try:
            rows[key] = row_about(key, 0.0)
        except HoshinError as error:
            faults.append(str(error))
    lines = []
    for key, about in zip(rows, assumptions_said(actor, list(rows.values())), strict=True):
        if isinstance(about, HoshinError):
            faults.append(str(about))
        else:
            lines.append(_line(key, texts[key], about))
    return lines, faults


def _line(key: str, text: str, about: Assumption) -> TypedAssumption:
    line = TypedAssumption(key, text, about)
    if not text:
        return line
    is_effect, scale = about.kind == ChangeKind.EFFECT, 1.0
    if is_effect:
        scale = 0.01
    elif about.measure is not None and about.kind != ChangeKind.WEIGHT:
        scale = scale_of(about.measure.unit_of_measure, about.measure.ignores_scale)
    try:
        number = NumberField(unit=line.unit_of_measure, scale=scale).clean(text) or 0.0
    except ValidationError as error:
        line.fault = "; ".join(error.messages)
        return line
    whole = replace(about, number=number / 100 if is_effect else number)
    if problems := number_problems(AssumptionRow.of(whole)):
        line.fault = str(Invalid(problems))
    else:
        line.assumption = whole
    return line


def as_query(assumptions: Sequence[Assumption]) -> dict[str, list[str]]:
    """Assumptions as the address of a what-if says them."""
    rows = [AssumptionRow.of(one) for one in assumptions]
    numbers = [as_typed(row.number * 100 if row.kind == ChangeKind.EFFECT else row.number) for row in rows]
    return {"a": [key_of(row) for row in rows], "n": numbers}


def _added(actor: Actor, query: QueryDict) -> list[str]:
    """The lines that somebody begins with or adds: of a measure its value and target, of an objective what serves it."""
    kind, _mark, code = query.get("begin", "").partition("/")
    text = query.get("add", "").rpartition(" · ")[2].strip()
    if query.get("add_kind") == "weights" and text:
        kind, code = "weights", text
    elif text:
        kind, code = "any", text
    try:
        return _begun(actor, kind, code)
    except HoshinError:
        return []


def _begun(actor: Actor, kind: str, code: str) -> list[str]:
    if kind == "measure":
        code, _mark, unit = code.partition("/")
        at = f"{measure_by_code(actor, code).code}" + (f"/{unit}" if unit else "")
        return [f"value/{at}", f"target/{at}"]
    if kind == "weights":
        return _weights(actor, objective_by_code(actor, code))
    if kind == "objective":
        return _of_objective(actor, objective_by_code(actor, code))
    if kind == "any":
        try:
            return _begun(actor, "measure", code)
        except HoshinError:
            return _begun(actor, "objective", code)
    return []


def _serving(actor: Actor, objective: Objective) -> list[Contribution]:
    rows = contributions_visible_to(actor).filter(parent=objective, kind=Contribution.Kind.CONTRIBUTES)
    return list(rows.select_related("measure", "objective").order_by("position", "pk")[:_MOST_OFFERED])


def _of_objective(actor: Actor, objective: Objective) -> list[str]:
    values = [f"value/{row.measure.code}" for row in _serving(actor, objective) if row.measure]
    effects = [f"effect/{shown.initiative.code}/{objective.code}" for shown in initiatives_for(actor, objective)]
    return [*values, *effects]


def _weights(actor: Actor, objective: Objective) -> list[str]:
    found = []
    for row in _serving(actor, objective):
        name = "measure" if row.measure_id else "objective"
        found.append(f"weight/{name}/{row.child.code}/{objective.code}")
    return found
