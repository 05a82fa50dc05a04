"""Sheet organisation: the one organisation."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Column, Sheet, whole
from hoshin.org.rows import OrganisationRow
from hoshin.org.selectors import organisation
from hoshin.org.services import upsert_organisation


def _stored(actor: Actor) -> list[OrganisationRow]:
    row = organisation()
    return [] if row is None else [OrganisationRow(row.name, row.fiscal_year_start, row.currency)]


def _write(actor: Actor, rows: Sequence[OrganisationRow]) -> None:
    upsert_organisation(actor, rows[0], is_checked=True)


ORGANISATION = Sheet(
    "organisation",
    "organisation",
    (Column("name", required=True), whole("fiscal_year_start", 1, 12, default=1), Column("currency", longest=3)),
    (),
    OrganisationRow,
    stored=_stored,
    write=_write,
    examples=({"name": "Acme", "fiscal_year_start": 1, "currency": "EUR"},),
)
