"""Sheet check_ins: what was said of key results, day by day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, whole
from hoshin.checkins.models import LONGEST, CheckIn, SaidStatus
from hoshin.checkins.policies import check_ins_visible_to
from hoshin.checkins.rows import CheckInRow
from hoshin.checkins.services import upsert_check_ins
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.okrs.policies import commitments_visible_to
from hoshin.strategy.policies import contributions_visible_to


def _stored(actor: Actor) -> Iterator[CheckInRow]:
    rows = check_ins_visible_to(actor).select_related("measure", "objective", "person").order_by("checked_on", "pk")
    for row in rows:
        yield _row_of(row)


def _row_of(row: CheckIn) -> CheckInRow:
    return CheckInRow(
        row.measure.code,
        row.objective.code,
        row.checked_on,
        row.value,
        row.confidence,
        row.note,
        row.person.employee_id if row.person else row.written_by,
        row.proposed,
        row.status,
        row.why,
        row.is_late,
    )


def _prepare(draft: Draft, book: Book) -> Iterator[Problem]:
    """Values in the unit of their measure; the goal of a key result that serves one alone need not be written."""
    measures = [folded_code(code or "") for code in draft.cells("key_result")]
    scales = scales_of(book)
    own = [scales.get(measure, 1.0) for measure in measures]
    if "value" in draft.given:
        draft.given["value"] = in_units(draft, book, "value", draft.cells("key_result"), own)
    named = draft.cells("objective")
    if not all(named):
        goals = _only_goals(book.actor)
        draft.given["objective"] = [code or goals.get(key) for code, key in zip(named, measures, strict=True)]
    yield from ()


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """Who said it keeps the case in which it is stored, as rows are told apart without regard to it."""
    draft.columns["by"] = [
        said if before is None else before.by for said, before in zip(draft.columns["by"], draft.befores, strict=True)
    ]
    yield from ()


def _only_goals(actor: Actor) -> dict[str, str]:
    """By the folded code of each measure that is a key result of one goal alone, the code of that goal."""
    goals = commitments_visible_to(actor).values("objective")
    rows = contributions_visible_to(actor).filter(parent__in=goals, measure__isnull=False)
    found: dict[str, set[str]] = defaultdict(set)
    for measure, goal in rows.order_by().values_list("measure__code", "parent__code"):
        found[folded_code(measure)].add(goal)
    return {measure: one for measure, goals_ in found.items() for one in goals_ if len(goals_) == 1}


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Each belongs to a goal; whoever says that it stands otherwise says why."""
    for at, row in enumerate(draft.rows):
        if not row.objective:
            message = "Of which goal this is a key result is not known."
            yield draft.problem(at, "objective", "", message, "Write the code of the goal in column objective.")
        if row.status and not row.why:
            message = "Say why it stands otherwise than its pace says."
            yield draft.problem(at, "why", "", message, "Fill why, or leave status empty.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """What is recorded in the same file counts first."""
    rows: Sequence[CheckInRow] = draft.new_rows()
    if rows:
        upsert_check_ins(actor, rows)


CHECK_INS = Sheet(
    "check_ins",
    "check-in",
    (
        code("key_result", "measures", required=True),
        code("objective", "objectives"),
        Column("date", ColumnKind.DATE, required=True),
        number("value", in_unit=True),
        whole("confidence", 1, 5),
        Column("note", ColumnKind.TEXT, longest=LONGEST),
        Column("by", longest=200),
        choice("proposed", SaidStatus.values),
        choice("status", SaidStatus.values),
        Column("why", ColumnKind.TEXT, longest=LONGEST),
        Column("late", ColumnKind.YES_NO, default=False),
    ),
    ("key_result", "objective", "date", "by"),
    CheckInRow,
    stored=_stored,
    prepare=_prepare,
    complete=_complete,
    check=_check,
    finish=_finish,
    examples=(
        {
            "key_result": "WAIT",
            "objective": "C1",
            "date": "2026-11-23",
            "value": 7,
            "confidence": 4,
            "note": "Two more customers signed.",
        },
    ),
)
