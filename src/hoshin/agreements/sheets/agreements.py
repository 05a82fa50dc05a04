"""Sheet agreements: what was agreed of goals, when, between whom, with the exact terms."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.agreements.policies import agreements_visible_to
from hoshin.agreements.rows import AgreementRow
from hoshin.agreements.services import upsert_agreements
from hoshin.agreements.terms import Terms
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code


def _stored(actor: Actor) -> list[AgreementRow]:
    rows = agreements_visible_to(actor).filter(objective__removed_on=None).order_by("agreed_at", "id")
    fields = ("objective__code", "agreed_at", "owner__employee_id", "counterpart__employee_id", "terms")
    return [AgreementRow(*said, _in_one_line(terms)) for *said, terms in rows.values_list(*fields)]


def _in_one_line(terms: Any) -> str:
    return json.dumps(terms, ensure_ascii=False, sort_keys=True)


def _complete(draft: Draft, book: Book) -> Iterator[Problem]:
    """Terms that say what is stored are that, in whatever order and spacing they are written."""
    texts = draft.columns["terms"]
    for at, before in enumerate(draft.befores):
        if before is not None and _parsed(texts[at]) == _parsed(before.terms):
            texts[at] = before.terms
    yield from ()


def _parsed(text: str) -> Any:
    """What stands in a cell; the text itself where it is no JSON, which is said of it later."""
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        return text


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """The terms are a goal's, as an export writes them, and two people agreed on them."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        try:
            Terms.read(json.loads(row.terms))
        except (ValueError, TypeError, KeyError, AttributeError):
            yield draft.problem(
                at, "terms", row.terms, "These are no terms of a goal.", "Leave the cell as an export wrote it."
            )
        if row.owner.casefold() == row.counterpart.casefold():
            yield draft.problem(
                at, "counterpart", row.counterpart, "Nobody agrees a goal with themself.", "Name the other side."
            )


def _write(actor: Actor, rows: Sequence[AgreementRow]) -> None:
    upsert_agreements(actor, rows, is_checked=True)


AGREEMENTS = Sheet(
    "agreements",
    "agreement",
    (
        code("objective", "objectives", required=True),
        Column("agreed_at", ColumnKind.INSTANT, required=True),
        code("owner", "people", required=True),
        code("counterpart", "people", required=True),
        Column("terms", ColumnKind.TEXT, required=True, longest=100_000),
    ),
    ("objective", "agreed_at"),
    AgreementRow,
    stored=_stored,
    complete=_complete,
    check=_check,
    write=_write,
)
