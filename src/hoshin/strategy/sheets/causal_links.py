"""Sheet causal_links: which objective drives which, as the strategy map draws it."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, whole
from hoshin.base.wordings import Said
from hoshin.strategy.choices import LinkSign
from hoshin.strategy.policies import causal_links_visible_to
from hoshin.strategy.rows import CausalLinkRow
from hoshin.strategy.services import upsert_causal_links


def _stored(actor: Actor) -> list[CausalLinkRow]:
    rows = causal_links_visible_to(actor).values_list("cause__code", "effect__code", "lag_months", "sign", "note")
    return [CausalLinkRow(*row) for row in rows]


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Cause and effect are two objectives of one plan."""
    plans = book.values("objectives", "plan")
    for at, (cause, effect, *_) in enumerate(draft.rows):
        if not cause or not effect:
            continue
        if folded_code(cause) == folded_code(effect):
            yield draft.problem(at, "to", effect, "An objective cannot drive itself.")
        elif folded_code(plans.get(folded_code(cause), "")) != folded_code(plans.get(folded_code(effect), "")):
            message = Said("%(cause)s and %(effect)s belong to different plans.", cause=cause, effect=effect)
            yield draft.problem(at, "to", effect, message, "Link objectives of one plan.")


def _write(actor: Actor, rows: Sequence[CausalLinkRow]) -> None:
    upsert_causal_links(actor, rows, is_checked=True)


CAUSAL_LINKS = Sheet(
    "causal_links",
    "causal link",
    (
        code("from", "objectives", required=True, field="cause"),
        code("to", "objectives", required=True, field="effect"),
        whole("lag_months"),
        Column("sign", ColumnKind.CHOICE, choices=tuple(LinkSign.values), default=LinkSign.SAME.value),
        Column("note", ColumnKind.TEXT),
    ),
    ("from", "to"),
    CausalLinkRow,
    after="objectives",
    stored=_stored,
    check=_check,
    write=_write,
    examples=({"from": "C1", "to": "F1", "lag_months": 3, "note": "Happy customers come back"},),
)
