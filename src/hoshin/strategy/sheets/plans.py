"""Sheet plans; of a single plan, its columns stand in the sheet of the organisation."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency
from hoshin.base.sheets import AddedColumns, Column, ColumnKind, Sheet, choice, code, number, order, whole
from hoshin.base.wordings import Said
from hoshin.org.selectors import organisation
from hoshin.strategy.choices import AsksCommentary, Provenance, StatusScale
from hoshin.strategy.models import MOST_DAYS
from hoshin.strategy.policies import plans_visible_to, with_telling
from hoshin.strategy.rows import PlanRow
from hoshin.strategy.services import upsert_plans
from hoshin.strategy.sheets.rolling_up import ROLLING_UP, told

DEFAULT_CODE = "PLAN"
_IN_ORGANISATION = {"code": "plan", "name": "plan_name", "start": "plan_start", "end": "plan_end"}

_SAYING = (
    Column("vision", ColumnKind.TEXT),
    Column("mission", ColumnKind.TEXT),
    Column("values", ColumnKind.LIST, longest=300),
)
_KEEPING = (
    choice("frequency", [frequency.value for frequency in Frequency], Frequency.MONTHLY.value, is_kept=True),
    choice("status_scale", StatusScale.values, StatusScale.STANDARD.value),
    number("red_below", 0, 100, default=40.0),
    number("green_from", 0, 100, default=70.0),
    number("min_coverage", 0, 1, default=0.5),
    *ROLLING_UP,
    whole("close_lag_days", default=10),
    choice("asks_commentary", AsksCommentary.values, AsksCommentary.NEVER.value),
    Column("off_track_reaction_days", ColumnKind.WHOLE, least=0, most=MOST_DAYS),
    Column("at_risk_reaction_days", ColumnKind.WHOLE, least=0, most=MOST_DAYS),
    choice("provenance", Provenance.values, Provenance.OWN.value),
    Column("attribution", ColumnKind.TEXT),
)


def _stored(actor: Actor) -> Iterator[PlanRow]:
    for plan in with_telling(actor, plans_visible_to(actor)):
        values = {name: getattr(plan, name) for name in PlanRow._fields}
        yield told(plan.tells, PlanRow(**values | {"values": tuple(plan.values)}))


def _exported(actor: Actor, history: bool) -> list[PlanRow]:
    """A single plan stands in the sheet of the organisation, where there is one."""
    rows = list(_stored(actor))
    return [] if len(rows) == 1 and organisation() is not None else rows


def _single(actor: Actor) -> Mapping[tuple[str, ...], PlanRow]:
    rows = list(_stored(actor))
    return {(): rows[0]} if len(rows) == 1 else {}


def _cells(row: PlanRow) -> dict[str, Any]:
    own = (column for column in PLANS.columns if column.name != "order")
    return {_IN_ORGANISATION.get(column.name, column.name): getattr(row, column.row_field) for column in own}


def _otherwise(book: Book) -> tuple[str, list[int], dict[str, list[Any]]] | None:
    """The plan that the organisation's sheet describes, or the one that objectives need and nothing describes."""
    stored = book.stored("plans")
    needed = not stored and any(book.has(name) for name in ("perspectives", "themes", "objectives"))
    given = _of_organisation(book)
    if not needed and all(value is None for value in given.values()):
        return None
    values: dict[str, Any] = {name: given[other] for name, other in _columns() if other in given}
    if values.get("code") is None and len(stored) <= 1:
        values["code"] = next((row.code for row in stored.values()), DEFAULT_CODE)
    before = stored.get((folded_code(values.get("code") or ""),))
    if values.get("name") is None:
        values["name"] = before.name if before else _name(book)
    number = book.drafts["organisation"].numbers[0] if book.has("organisation") else 1
    return "organisation", [number], {name: [value] for name, value in values.items()}


def _columns() -> list[tuple[str, str]]:
    """The columns of a plan, as its own sheet and as the organisation's names them."""
    return [(column.name, _IN_ORGANISATION.get(column.name, column.name)) for column in PLANS.columns]


def _of_organisation(book: Book) -> dict[str, Any]:
    """What the row of the organisation says of its plan."""
    if not book.has("organisation"):
        return {}
    given = book.drafts["organisation"].given
    return {other: given[other][0] for _, other in _columns() if other in given}


def _name(book: Book) -> str:
    if book.has("organisation") and (name := book.drafts["organisation"].cells("name")[0]):
        return str(name)
    stored = organisation()
    return stored.name if stored else "Strategy"


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """Which of several plans the organisation's row describes must be said; the plans' own sheet goes before it."""
    if draft.place == "organisation":
        if draft.cells("code")[0] is None:
            message = "There are several plans, and this row does not say which it describes."
            codes = ", ".join(row.code for row in book.stored("plans").values())
            yield draft.problem(0, "plan", None, message, Said("Write one of: %(codes)s.", codes=codes))
    elif any(value is not None for value in _of_organisation(book).values()):
        book.notices.append("Sheet organisation: what it says of the plan was left alone; sheet plans says it.")


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """New plans stand behind those that are there; how often one is kept is found once its measures are known."""
    stored = len(book.stored("plans"))
    given = zip(draft.cells("order"), draft.cells("frequency"), draft.befores, strict=True)
    for at, (place, frequency, before) in enumerate(given):
        if before is None and place is None:
            draft.columns["position"][at] = stored + at
        if before is None and frequency is None:
            draft.columns["frequency"][at] = None
    yield from ()


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """How often new plans are kept, and whether cut points and days are in order."""
    yield from cut_problems(draft)
    for at, row in enumerate(draft.rows):
        if row.frequency is None:
            draft.rows[at] = row._replace(frequency=_finest(book, row.code).value)
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            field = "end" if draft.place == "plans" else "plan_end"
            yield draft.problem(at, field, row.ends_on, "The plan ends before it starts.")


def cut_problems(draft: Draft) -> Iterator[Problem]:
    """Rows whose cut points are not in order."""
    for at, row in enumerate(draft.rows):
        if not 0 < row.red_below < row.green_from < 100:
            shown = f"{row.red_below:g} and {row.green_from:g}"
            message = "The cut points must satisfy 0 < red_below < green_from < 100."
            yield draft.problem(at, "red_below", shown, message, "Leave both empty for 40 and 70.")


def frequencies(book: Book) -> dict[str, Frequency]:
    """How often the scorecard of each plan is kept, by its casefolded code."""
    found = book.values("plans", "frequency")
    return {code: Frequency(known) if known else _finest(book, code) for code, known in found.items()}


def _finest(book: Book, plan: str) -> Frequency:
    """As often as its measures, but not more often than every month."""
    objectives = book.drafts.get("objectives")
    measures = book.drafts.get("measures")
    if objectives is None or measures is None:
        return Frequency.MONTHLY
    pairs = zip(objectives.columns["code"], objectives.columns["plan"], strict=True)
    members = {folded_code(code) for code, own in pairs if folded_code(own) == folded_code(plan)}
    served = zip(measures.columns["frequency"], measures.added["serves"], strict=True)
    found = [Frequency(value) for value, links in served if any(folded_code(link.code) in members for link in links)]
    finest = max(found, key=lambda frequency: frequency.per_year, default=Frequency.MONTHLY)
    return finest if finest.per_year <= Frequency.MONTHLY.per_year else Frequency.MONTHLY


def _write(actor: Actor, rows: Sequence[PlanRow]) -> None:
    upsert_plans(actor, rows, is_checked=True)


PLANS = Sheet(
    "plans",
    "plan",
    (
        code(required=True),
        Column("name", required=True),
        *_SAYING,
        Column("start", ColumnKind.DATE, field="starts_on"),
        Column("end", ColumnKind.DATE, field="ends_on"),
        *_KEEPING,
        order(),
    ),
    ("code",),
    PlanRow,
    after="organisation",
    stored=_stored,
    exported=_exported,
    otherwise=_otherwise,
    prepare=_prepare,
    complete=_complete,
    check=_check,
    write=_write,
)
PLAN_OF_ORGANISATION = AddedColumns(
    "organisation",
    (
        ("name", _SAYING),
        (
            "currency",
            (
                code("plan", is_kept=True),
                Column("plan_name"),
                Column("plan_start", ColumnKind.DATE),
                Column("plan_end", ColumnKind.DATE),
                *_KEEPING,
            ),
        ),
    ),
    stored=_single,
    cells=_cells,
)
