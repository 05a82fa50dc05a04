"""Sheets competencies, job_roles, role_expectations and career_moves: the framework."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Any

from django.utils.translation import gettext_noop

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code
from hoshin.base.wordings import Said
from hoshin.growth.models import HIGHEST_LEVEL, LEVELS, LONGEST, LONGEST_LINE, LONGEST_NOTE, MoveKind
from hoshin.growth.policies import (
    career_moves_visible_to,
    competencies_visible_to,
    expectations_visible_to,
    job_roles_visible_to,
)
from hoshin.growth.rows import CareerMoveRow, CompetencyRow, JobRoleRow, RoleExpectationRow
from hoshin.growth.services import upsert_career_moves, upsert_competencies, upsert_expectations, upsert_job_roles


def _stored_competencies(actor: Actor) -> Iterator[CompetencyRow]:
    for values in competencies_visible_to(actor).order_by("pk").values_list(*CompetencyRow._fields):
        yield CompetencyRow(*values)


def _stored_roles(actor: Actor) -> Iterator[JobRoleRow]:
    for values in job_roles_visible_to(actor).order_by("pk").values_list(*JobRoleRow._fields):
        yield JobRoleRow(*values)


def _stored_expectations(actor: Actor) -> Iterator[RoleExpectationRow]:
    rows = expectations_visible_to(actor).order_by("role", "pk")
    for values in rows.values_list("role__code", "competency__code", "level"):
        yield RoleExpectationRow(*values)


def _stored_moves(actor: Actor) -> Iterator[CareerMoveRow]:
    rows = career_moves_visible_to(actor).order_by("pk")
    for values in rows.values_list("from_role__code", "to_role__code", "kind", "note"):
        yield CareerMoveRow(*values)


def _check_names(draft: Draft, book: Book) -> Iterator[Problem]:
    """No two competencies are called the same: skills of people are told by the name."""
    message = gettext_noop("Another competency has this name: %(code)s.")
    yield from _taken(draft, book, "name", lambda row: folded_code(row.name), message)


def _check_levels(draft: Draft, book: Book) -> Iterator[Problem]:
    """No two roles are the same level of a family: who has one is told by both."""
    message = gettext_noop("Another role has this job family and level: %(code)s.")
    yield from _taken(draft, book, "level", lambda row: (folded_code(row.job_family), folded_code(row.level)), message)


def _taken(draft: Draft, book: Book, field: str, told_by: Callable[[Any], Hashable], message: str) -> Iterator[Problem]:
    """The rows of a draft that are told by what another row of it, or one that is stored, is told by.

    Also where that one gives it up in the same file: rows are written one after the other.
    """
    codes: dict[Hashable, dict[str, str]] = defaultdict(dict)
    for row in (*book.stored(draft.sheet.name).values(), *draft.rows):
        codes[told_by(row)][folded_code(row.code)] = row.code
    for at, row in enumerate(draft.rows):
        others = [code for folded, code in codes[told_by(row)].items() if folded != folded_code(row.code)]
        if at not in draft.faulty and others:
            remedy = "Write another, or change the one that has it first."
            yield draft.problem(at, field, getattr(row, field), Said(message, code=others[0]), remedy)


def _check_moves(draft: Draft, book: Book) -> Iterator[Problem]:
    """A move leads to another role."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty and folded_code(row.from_role) == folded_code(row.to_role):
            message, remedy = "A move leads to another role.", "Write where people go from here."
            yield draft.problem(at, "to_role", row.to_role, message, remedy)


COMPETENCIES = Sheet(
    "competencies",
    "competency",
    (
        code(required=True),
        Column("name", required=True, longest=200),
        Column("area", longest=200),
        Column("description", ColumnKind.TEXT, longest=LONGEST),
        *(Column(f"level_{level}", ColumnKind.TEXT, longest=LONGEST_NOTE) for level in LEVELS),
    ),
    ("code",),
    CompetencyRow,
    stored=_stored_competencies,
    check=_check_names,
    finish=lambda actor, draft, book: upsert_competencies(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=(
        {
            "code": "COM",
            "name": "Clear writing",
            "area": "Working with others",
            "level_1": "Writes notes that colleagues understand after a question or two.",
            "level_3": "Writes so that readers outside decide without asking back.",
        },
    ),
)
JOB_ROLES = Sheet(
    "job_roles",
    "role",
    (
        code(required=True),
        Column("name", required=True, longest=LONGEST_LINE),
        Column("job_family", required=True, longest=200),
        Column("level", required=True, longest=100),
        Column("purpose", ColumnKind.TEXT, longest=LONGEST),
    ),
    ("code",),
    JobRoleRow,
    after="competencies",
    stored=_stored_roles,
    check=_check_levels,
    finish=lambda actor, draft, book: upsert_job_roles(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=(
        {"code": "DEL-S", "name": "Grants officer", "job_family": "Delivery", "level": "Staff"},
        {"code": "DEL-N", "name": "Senior grants officer", "job_family": "Delivery", "level": "Senior"},
    ),
)
ROLE_EXPECTATIONS = Sheet(
    "role_expectations",
    "expectation of a role",
    (
        code("role", "job_roles", required=True),
        code("competency", "competencies", required=True),
        Column("expected", ColumnKind.WHOLE, required=True, least=1, most=HIGHEST_LEVEL),
    ),
    ("role", "competency"),
    RoleExpectationRow,
    after="job_roles",
    stored=_stored_expectations,
    finish=lambda actor, draft, book: upsert_expectations(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"role": "DEL-S", "competency": "COM", "expected": 2},),
)
CAREER_MOVES = Sheet(
    "career_moves",
    "move between roles",
    (
        code("from_role", "job_roles", required=True),
        code("to_role", "job_roles", required=True),
        choice("kind", MoveKind.values, MoveKind.UPWARD.value),
        Column("note", ColumnKind.TEXT, longest=LONGEST_NOTE),
    ),
    ("from_role", "to_role"),
    CareerMoveRow,
    after="role_expectations",
    stored=_stored_moves,
    check=_check_moves,
    finish=lambda actor, draft, book: upsert_career_moves(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"from_role": "DEL-S", "to_role": "DEL-N", "kind": "upward"},),
)
