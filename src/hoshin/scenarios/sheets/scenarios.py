"""Sheet scenarios: what is assumed under which name, and with whom it is shared."""

from collections.abc import Iterator

from django.db.models import Prefetch

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Invalid, Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code
from hoshin.scenarios.models import LONGEST, Scenario, ScenarioSight
from hoshin.scenarios.policies import assumptions_visible_to, readers_visible_to, scenarios_visible_to
from hoshin.scenarios.rows import AssumptionRow, ScenarioRow
from hoshin.scenarios.said import row_of, text_of
from hoshin.scenarios.services import upsert_scenarios
from hoshin.scenarios.validity import row_problems, scenario_problems

_PARTS = ("measure", "unit", "objective", "perspective", "parent", "initiative")
_SHEETS = {
    "measure": "measures",
    "unit": "units",
    "objective": "objectives",
    "perspective": "perspectives",
    "within": "objectives",
    "initiative": "initiatives",
}


def _row(scenario: Scenario) -> ScenarioRow:
    return ScenarioRow(
        scenario.code,
        scenario.name,
        scenario.plan.code,
        scenario.period,
        tuple(text_of(AssumptionRow.of(one.said())) for one in scenario.assumptions.all()),
        scenario.description,
        scenario.maker.employee_id if scenario.maker else "",
        scenario.visibility,
        scenario.unit.code if scenario.unit else "",
        tuple(sorted(reader.person.employee_id for reader in scenario.readers.all())),
    )


def _stored(actor: Actor) -> Iterator[ScenarioRow]:
    rows = scenarios_visible_to(actor).select_related("plan", "maker", "unit")
    seen = assumptions_visible_to(actor).select_related(*_PARTS)
    named = readers_visible_to(actor).select_related("person")
    parts = (Prefetch("assumptions", seen), Prefetch("readers", named))
    yield from map(_row, rows.prefetch_related(*parts).order_by("pk"))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Assumptions can be read, and name what is there."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        for problem in scenario_problems(row._asdict() | {"unit": row.unit or None}, is_named=bool(row.readers)):
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)
        for reader in row.readers:
            if folded_code(reader) not in book.codes("people"):
                yield book.unknown(draft, at, "readers", reader, "people")
        said = []
        for text in row.assumptions:
            try:
                one = row_of(text)
            except Invalid as error:
                yield from (draft.problem(at, p.field, p.value, p.message, p.remedy) for p in error.problems)
                continue
            for problem in row_problems(one):
                yield draft.problem(at, "assumptions", text, problem.message, problem.remedy)
            for name, sheet in _SHEETS.items():
                wanted = getattr(one, name)
                if wanted and folded_code(wanted) not in book.codes(sheet):
                    yield book.unknown(draft, at, "assumptions", wanted, sheet)
                elif wanted:
                    one = one._replace(**{name: book.codes(sheet)[folded_code(wanted)]})
            said.append(text_of(one))
        draft.rows[at] = row._replace(assumptions=tuple(said), readers=tuple(sorted(row.readers)))


SCENARIOS = Sheet(
    "scenarios",
    "scenario",
    (
        code(required=True),
        Column("name", required=True, longest=200),
        code("plan", "plans", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("assumptions", ColumnKind.LIST, required=True, longest=500),
        Column("description", ColumnKind.TEXT, longest=LONGEST),
        code("maker", "people"),
        choice("visibility", ScenarioSight.values, ScenarioSight.PRIVATE.value),
        code("unit", "units"),
        Column("readers", ColumnKind.LIST, longest=100),
    ),
    ("code",),
    ScenarioRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_scenarios(actor, draft.new_rows()) if draft.new_rows() else None,
)
