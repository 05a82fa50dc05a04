"""Sheet actions: what is done about what was off track, and what came of it."""

from collections.abc import Iterator
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.actions.models import (
    BONES,
    LONGEST,
    LONGEST_LINE,
    TEXTS,
    WHYS,
    ActionNext,
    ActionOutcome,
    ActionState,
    CorrectiveAction,
)
from hoshin.actions.policies import actions_visible_to
from hoshin.actions.rows import ActionRow
from hoshin.actions.services import upsert_actions
from hoshin.actions.services.acting import CHECKED_AFTER
from hoshin.actions.validity import action_problems
from hoshin.base import clock
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number
from hoshin.commentary.validity import period_problems

_AS_THEY_ARE = (*TEXTS, "name", "starts_on", "due_on", "cost", "expected_low", "expected_high", "check_on", "state",
                "done_on", "concluded_on", "before", "after", "outcome", "next_step", "conclusion", "opened_by")  # fmt: skip


def _row(action: CorrectiveAction) -> ActionRow:
    return ActionRow(
        code=action.code,
        measure=action.measure.code if action.measure else "",
        objective=action.objective.code if action.objective else "",
        unit=action.unit.code if action.unit else "",
        period=action.period,
        owner=action.owner.employee_id if action.owner else "",
        effect_on=action.effect_on.code if action.effect_on else "",
        **{name: getattr(action, name) for name in _AS_THEY_ARE},
    )


def _stored(actor: Actor) -> Iterator[ActionRow]:
    rows = actions_visible_to(actor).select_related("measure", "objective", "unit", "owner", "effect_on")
    yield from map(_row, rows.order_by("pk"))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """It is about one thing, its days are in order, and what is concluded says what was found; open days follow."""
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        row = _completed(row, before, book.actor.name)
        draft.rows[at] = row
        if bool(row.measure) == bool(row.objective):
            message = "It is about one measure or about one objective."
            yield draft.problem(at, "measure", row.measure, message, "Write the code of one, in its own column.")
        problems = [*action_problems(row._asdict()), *period_problems(row.period)]
        if not row.owner and (before is None or before.owner):
            problems.append(
                Problem("An action that nobody owns is not done.", field="owner", remedy="Name who does it.")
            )
        for problem in [*problems, *_conclusion_problems(row)]:
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)


def _completed(row: ActionRow, before: ActionRow | None, name: str) -> ActionRow:
    starts: date = row.starts_on or (before.starts_on if before else None) or clock.today()
    check = row.check_on or (row.due_on + CHECKED_AFTER if row.due_on else None)
    opened = row.opened_by or (before.opened_by if before else name)
    return row._replace(starts_on=starts, check_on=check, opened_by=opened)


def _conclusion_problems(row: ActionRow) -> Iterator[Problem]:
    is_checked = row.state == ActionState.CHECKED
    if is_checked and (row.concluded_on is None or not row.outcome):
        message = "What is checked says when, and whether it worked."
        yield Problem(message, field="outcome", value=row.outcome, remedy="Fill concluded_on and outcome.")
    if not is_checked and (row.outcome or row.next_step):
        message = "Only what is checked has an outcome."
        yield Problem(message, field="state", value=row.state, remedy="Write checked, or empty outcome and next_step.")


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """What it is about, and whose it is, is written before."""
    if rows := draft.new_rows():
        upsert_actions(actor, rows)


ACTIONS = Sheet(
    "actions",
    "corrective action",
    (
        Column("code", ColumnKind.CODE, required=True, longest=100),
        code("measure", "measures"),
        code("objective", "objectives"),
        code("unit", "units"),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("name", required=True, longest=300),
        Column("happened", ColumnKind.TEXT, longest=LONGEST),
        Column("cause", ColumnKind.TEXT, longest=LONGEST),
        *(Column(name, ColumnKind.TEXT, longest=LONGEST_LINE) for name in (*WHYS, *BONES)),
        code("owner", "people"),
        Column("starts_on", ColumnKind.DATE),
        Column("due_on", ColumnKind.DATE, required=True),
        number("cost", 0),
        code("effect_on", "measures"),
        number("expected_low"),
        number("expected_high"),
        Column("check_on", ColumnKind.DATE),
        choice("state", ActionState.values, ActionState.OPEN.value),
        Column("done_on", ColumnKind.DATE),
        Column("concluded_on", ColumnKind.DATE),
        number("before"),
        number("after"),
        choice("outcome", ActionOutcome.values),
        choice("next_step", ActionNext.values),
        Column("conclusion", ColumnKind.TEXT, longest=LONGEST),
        Column("opened_by", longest=200),
    ),
    ("code",),
    ActionRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
