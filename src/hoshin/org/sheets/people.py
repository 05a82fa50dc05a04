"""Sheet people: who works here, where, and to whom they report."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, in_order, line_has_circle, no_circle
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.base.validity import are_plain_addresses
from hoshin.org.policies import people_visible_to
from hoshin.org.rows import PersonRow
from hoshin.org.services import upsert_people

_REFERENCES = {"manager": "manager__employee_id", "unit": "unit__code"}


def _stored(actor: Actor) -> Iterator[PersonRow]:
    fields = [_REFERENCES.get(field, field) for field in PersonRow._fields]
    for employee_id, name, email, manager, unit, *own, skills in (
        people_visible_to(actor).order_by("id").values_list(*fields)
    ):
        yield PersonRow._make((employee_id, name, email, manager or "", unit or "", *own, tuple(skills)))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """E-mails are e-mails, days are in order, and nobody reports to themself round a circle."""
    for at, email in () if are_plain_addresses(draft.columns["email"]) else enumerate(draft.columns["email"]):
        if email and not are_plain_addresses([email]):
            try:
                validate_email(email)
            except ValidationError:
                yield draft.problem(at, "email", email, "This is no e-mail address.", "Write name@example.org.")
    yield from in_order(draft, "start_date", "end_date")
    above = book.values("people", "manager")
    folded = {one: folded_code(one) if one else "" for one in set(above.values())}
    managers = {code: folded[one] for code, one in above.items()}
    if not line_has_circle(managers):
        return
    for at, (own, manager) in enumerate(zip(draft.columns["employee_id"], draft.columns["manager"], strict=True)):
        if manager and folded_code(manager) == folded_code(own):
            managers[folded_code(own)] = ""
            yield draft.problem(at, "manager", manager, "Nobody reports to themself.", "Name somebody else, or nobody.")
    points_to = {code: [manager] if manager else [] for code, manager in managers.items()}
    yield from no_circle(draft, book, "manager", "reports to", points_to)


def _write(actor: Actor, rows: Sequence[PersonRow]) -> None:
    upsert_people(actor, rows, is_checked=True)


PEOPLE = Sheet(
    "people",
    "person",
    (
        code("employee_id", required=True),
        Column("name", required=True),
        Column("email", longest=254),
        code("manager", "people"),
        code("unit", "units"),
        Column("title"),
        Column("job_family", longest=200),
        Column("level", longest=100),
        Column("location", longest=200),
        number("fte", 0, default=1.0),
        Column("start_date", ColumnKind.DATE),
        Column("end_date", ColumnKind.DATE),
        Column("skills", ColumnKind.LIST, longest=200),
    ),
    ("employee_id",),
    PersonRow,
    stored=_stored,
    check=_check,
    write=_write,
    only_one=("manager",),
    foremost=("unit", "manager", "title"),
    examples=(
        {"employee_id": "E1", "name": "Ada Lovelace", "email": "ada@example.org", "unit": "SALES"},
        {"employee_id": "E2", "name": "Bob Gray", "manager": "E1", "unit": "SALES", "start_date": "2024-03-01"},
    ),
)
