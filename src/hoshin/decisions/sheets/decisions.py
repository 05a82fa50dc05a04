"""Sheet decisions: what was decided, on which grounds, and what came of it."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, whole
from hoshin.decisions.models import LONGEST, SUBJECTS, Decision, DecisionSight
from hoshin.decisions.policies import decisions_visible_to
from hoshin.decisions.rows import DecisionRow
from hoshin.decisions.selectors import SUBJECTS_FETCHED
from hoshin.decisions.services import upsert_decisions
from hoshin.decisions.validity import decision_problems, option_problems, review_problems

NOTHING = "-"
_AS_THEY_ARE = ("code", "question", "context", "visibility", "decided_on", "review_on", "reasons", "dissent",
                "is_reversible", "confidence", "effect_in", "expected_low", "expected", "expected_high")  # fmt: skip
_SAID = ("good", "bad")


def _row(decision: Decision) -> DecisionRow:
    options, chosen = list(decision.options.all()), decision.chosen
    about = {kind: [one.thing.code for one in decision.subjects.all() if one.kind == kind] for kind in SUBJECTS}
    row = DecisionRow(
        **{name: getattr(decision, name) for name in _AS_THEY_ARE},
        options=tuple(one.name for one in options if not one.is_nothing),
        chosen="" if chosen is None else NOTHING if chosen.is_nothing else chosen.name,
        objectives=tuple(sorted(about["objective"])),
        measures=tuple(sorted(about["measure"])),
        initiatives=tuple(sorted(about["initiative"])),
        risks=tuple(sorted(about["risk"])),
        decider=decision.decider.employee_id if decision.decider else "",
        effect_on=decision.effect_on.code if decision.effect_on else "",
    )
    review = getattr(decision, "review", None)
    if review is None:
        return row
    return row._replace(
        reviewed_on=review.reviewed_on,
        reviewed_by=review.reviewed_by,
        process=_SAID[not review.is_process_good],
        outcome=_SAID[not review.is_outcome_good],
        why=review.why,
        next_steps=review.next_steps,
        realised=review.realised,
    )


def _stored(actor: Actor) -> Iterator[DecisionRow]:
    rows = decisions_visible_to(actor).select_related("decider", "effect_on", "review")
    yield from map(_row, rows.prefetch_related("options", *SUBJECTS_FETCHED).order_by("pk"))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Options, what is chosen, what it is about, and what came of it fit together."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        for name in ("objectives", "measures", "initiatives", "risks"):
            known = book.codes(name)
            for wanted in getattr(row, name):
                if folded_code(wanted) not in known:
                    yield book.unknown(draft, at, name, wanted, name)
            found = tuple(sorted(known.get(folded_code(wanted), wanted) for wanted in getattr(row, name)))
            draft.rows[at] = draft.rows[at]._replace(**{name: found})
        for problem in _problems(row):
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)


def _problems(row: DecisionRow) -> Iterator[Problem]:
    yield from decision_problems(row._asdict())
    yield from option_problems(row.options)
    if row.chosen and row.chosen != NOTHING and row.chosen not in row.options:
        remedy = "Write one of the options, or - for doing nothing."
        yield Problem("This is none of the options.", field="chosen", value=row.chosen, remedy=remedy)
    if (row.decided_on is None) != (not row.chosen):
        message = "What was taken says when, and which option."
        yield Problem(message, field="decided_on", remedy="Fill decided_on and chosen, or neither.")
    if row.reviewed_on is not None:
        if row.decided_on is None:
            yield Problem("What was not taken was not reviewed.", field="reviewed_on", value=str(row.reviewed_on))
        for name in ("process", "outcome"):
            if not getattr(row, name):
                yield Problem("Say whether it was good.", field=name, remedy="Write good or bad.")
        yield from review_problems(row.why, row.next_steps)


DECISIONS = Sheet(
    "decisions",
    "decision",
    (
        code(required=True),
        Column("question", required=True, longest=300),
        Column("context", ColumnKind.TEXT, longest=LONGEST),
        Column("options", ColumnKind.LIST, required=True, longest=300),
        Column("chosen", longest=300),
        Column("objectives", ColumnKind.LIST, longest=100),
        Column("measures", ColumnKind.LIST, longest=100),
        Column("initiatives", ColumnKind.LIST, longest=100),
        Column("risks", ColumnKind.LIST, longest=100),
        code("decider", "people"),
        choice("visibility", DecisionSight.values, DecisionSight.PUBLIC.value),
        Column("decided_on", ColumnKind.DATE),
        Column("review_on", ColumnKind.DATE),
        Column("reasons", ColumnKind.TEXT, longest=LONGEST),
        Column("dissent", ColumnKind.TEXT, longest=LONGEST),
        Column("is_reversible", ColumnKind.YES_NO, default=True),
        whole("confidence", 0, 100),
        code("effect_on", "measures"),
        Column("effect_in", ColumnKind.PERIOD),
        number("expected_low"),
        number("expected"),
        number("expected_high"),
        Column("reviewed_on", ColumnKind.DATE),
        Column("reviewed_by", longest=200),
        choice("process", _SAID),
        choice("outcome", _SAID),
        Column("why", ColumnKind.TEXT, longest=LONGEST),
        Column("next_steps", ColumnKind.TEXT, longest=LONGEST),
        number("realised"),
    ),
    ("code",),
    DecisionRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_decisions(actor, draft.new_rows()) if draft.new_rows() else None,
)
