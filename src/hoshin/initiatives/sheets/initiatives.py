"""Sheet initiatives: funded work, whose it is, and what it serves."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, in_order
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number
from hoshin.initiatives.currency import currency_problem
from hoshin.initiatives.models import ENDED, LONGEST, LONGEST_REASON, MOST_MONEY, InitiativeStatus
from hoshin.initiatives.policies import effects_visible_to, initiatives_visible_to, team_visible_to
from hoshin.initiatives.rows import InitiativeRow, ServedShare, effect_from, effect_text
from hoshin.initiatives.services import upsert_initiatives

_REFERENCES = {
    "owner": "owner__employee_id",
    "unit": "unit__code",
    "progress_measure": "progress_measure__code",
}
_LISTS = ("objectives", "team")


def _stored(actor: Actor) -> Iterator[InitiativeRow]:
    serves: dict[int, list[str]] = defaultdict(list)
    team: dict[int, list[str]] = defaultdict(list)
    for effect in effects_visible_to(actor).select_related("objective").order_by("objective__code"):
        serves[effect.initiative_id].append(effect_text(ServedShare(effect.objective.code, effect.low, effect.high)))
    people = team_visible_to(actor).order_by("person__employee_id")
    for pk, person in people.values_list("initiative", "person__employee_id"):
        team[pk].append(person)
    names = [name for name in InitiativeRow._fields if name not in _LISTS]
    rows = initiatives_visible_to(actor).order_by("pk")
    for pk, *values in rows.values_list("pk", *(_REFERENCES.get(name, name) for name in names)):
        said = dict(zip(names, values, strict=True))
        said |= {name: said[name] or "" for name in _REFERENCES}
        yield InitiativeRow(**said, objectives=tuple(serves[pk]), team=tuple(team[pk]))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What it serves and who works on it are there, amounts are in the one currency, a status by hand is whole."""
    yield from in_order(draft, "start_date", "due_date")
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        effects: list[str] = []
        for text in row.objectives:
            yield from _effect(draft, book, at, text, effects)
        team = []
        for name in row.team:
            known = book.codes("people").get(folded_code(name))
            if known is None:
                yield book.unknown(draft, at, "team", name, "people")
            else:
                team.append(known)
        draft.rows[at] = row._replace(
            objectives=tuple(sorted(set(effects))), team=tuple(sorted(set(team))), currency=row.currency.upper()
        )
        yield from _currency(draft, book, at, row)
        yield from _status(draft, at, row)


def _effect(draft: Draft, book: Book, at: int, text: str, found: list[str]) -> Iterator[Problem]:
    try:
        effect = effect_from(text)
    except ValueError:
        message = "This does not say which share of its gap is expected to be closed."
        yield draft.problem(at, "objectives", text, message, "Write CODE, CODE=0.3 or CODE=20%..40%.")
        return
    known = book.codes("objectives").get(folded_code(effect.code))
    if known is None:
        yield book.unknown(draft, at, "objectives", effect.code, "objectives")
    else:
        found.append(effect_text(effect._replace(code=known)))


def _currency(draft: Draft, book: Book, at: int, row: InitiativeRow) -> Iterator[Problem]:
    before = draft.befores[at]
    if before is None or before.currency != row.currency.upper():
        yield from other_currency(draft, book, at, row.currency)


def other_currency(draft: Draft, book: Book, at: int, currency: str) -> Iterator[Problem]:
    """The fault of a row whose amounts are in another currency than the organisation's, as the file or the database says."""
    said = book.drafts.get("organisation")
    rows = said.rows if said is not None and said.rows else list(book.stored("organisation").values())
    problem = currency_problem(currency, rows[0].currency if rows else "")
    if problem is not None:
        yield draft.problem(at, "currency", currency, problem.message, problem.remedy, problem.code)


def _status(draft: Draft, at: int, row: InitiativeRow) -> Iterator[Problem]:
    if not row.status:
        if row.status_reason or row.status_until:
            message = "A reason or an end belongs to a status by hand."
            yield draft.problem(at, "status", "", message, "Fill status, or empty these.")
        return
    if not row.status_reason:
        yield draft.problem(at, "status_reason", "", "A status by hand has a reason.", "Say why, or empty the status.")
    if row.status not in ENDED and row.status_until is None:
        yield draft.problem(at, "status_until", "", "Say until when this status holds.", "Write a day to come.")


INITIATIVES = Sheet(
    "initiatives",
    "initiative",
    (
        code(required=True),
        Column("name", required=True),
        Column("objectives", ColumnKind.LIST, longest=200),
        code("owner", "people"),
        Column("team", ColumnKind.LIST, longest=100),
        code("unit", "units"),
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE),
        number("budget", 0, MOST_MONEY),
        Column("currency", longest=3, is_kept=True),
        choice("status", InitiativeStatus.values),
        Column("status_reason", longest=LONGEST_REASON),
        Column("status_until", ColumnKind.DATE),
        code("progress_measure", "measures"),
        Column("description", ColumnKind.TEXT, longest=LONGEST),
    ),
    ("code",),
    InitiativeRow,
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_initiatives(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("due_date", "budget", "owner"),
    examples=(
        {"code": "I1", "name": "Answer from one desk", "objectives": "C1=0.2..0.4", "owner": "E1", "budget": 120000},
    ),
)
