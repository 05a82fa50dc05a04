"""What somebody owes now, kind by kind: asked for in one statement as far as rows of tables say it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from hoshin.accounts.access import Actor
from hoshin.accounts.prepared import asked_rows
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedRow, OwedRows, OwedThing, counted_facts, late_of, owed_kinds

# So many things of a kind are looked at one by one; how many more there are is asked for by itself.
MOST_LOOKED_AT = 101


@dataclass(frozen=True, slots=True)
class OwedNow:
    """What somebody owes of a kind: its facts, and the most pressing of its things where it names them."""

    kind: NoticeKind
    facts: OwedFacts
    things: Sequence[OwedThing] = ()

    @property
    def text(self) -> str:
        return self.kind.wording.said(self.facts) or ""

    @property
    def is_late(self) -> bool:
        return bool(self.facts.get("late"))


def owed_now(actor: Actor, codes: Iterable[str] | None = None) -> list[OwedNow]:
    """What the actor owes of some kinds (None: of all), in their order.

    One statement for all that are rows, and for whether anything can be owed of the others, which are asked by themselves.
    """
    wanted = [kind for kind in owed_kinds(actor) if codes is None or kind.code in codes]
    rows, counts = owed_rows(actor, wanted)
    found = []
    for kind in wanted:
        if kind.rows is None and (kind.rests_on is None or kind.code in counts):
            found.append(_by_itself(actor, kind))
        elif kind.rows is not None and kind.code in counts:
            found.append(_of_rows(actor, kind, kind.rows, rows[kind.code], counts[kind.code]))
    return [one for one in found if one is not None and one.text]


def owed_rows(actor: Actor, wanted: Iterable[NoticeKind]) -> tuple[dict[str, list[OwedRow]], dict[str, int]]:
    """By kind the first rows and how many there are; of a kind that rests on rows, that there are any."""
    asked = [kind for kind in wanted if kind.rows is not None or kind.rests_on is not None]
    by = tuple((kind.code, kind.rows.find if kind.rows else kind.rests_on) for kind in asked)
    rows: dict[str, list[OwedRow]] = defaultdict(list)
    counts: dict[str, int] = {}
    if asked:
        for code, pk, count, columns in asked_rows(lambda one: _together(one, asked), actor, ("owed", by)):
            rows[code].append({**columns, "pk": pk})
            counts[code] = count
    return rows, counts


def _together(actor: Actor, asked: Sequence[NoticeKind]) -> QuerySet[Any, Any]:
    first, *others = [_first_rows(actor, kind) for kind in asked]
    return first.union(*others, all=True) if others else first


def _first_rows(actor: Actor, kind: NoticeKind) -> QuerySet[Any, Any]:
    if kind.rows is not None:
        return kind.rows.asked(actor, kind.code)[:MOST_LOOKED_AT]
    assert kind.rests_on is not None
    there = kind.rests_on(actor).order_by()
    there = there.annotate(
        owed_kind=Value(kind.code), owed_count=Value(1, BigIntegerField()), owed_columns=JSONObject()
    )
    return there.values_list("owed_kind", Cast("pk", BigIntegerField()), "owed_count", "owed_columns")[:1]


def _of_rows(actor: Actor, kind: NoticeKind, said: OwedRows, rows: Sequence[OwedRow], count: int) -> OwedNow | None:
    if said.still is not None:
        rows = said.still(rows)
        count = len(rows)
    facts = said.facts(actor, rows, count) if count <= len(rows) else said.owed(actor)
    return OwedNow(kind, facts, said.named(actor, rows)) if facts else None


def _by_itself(actor: Actor, kind: NoticeKind) -> OwedNow | None:
    if kind.owed_first is None:
        facts = kind.owed(actor) if kind.owed else None
        return OwedNow(kind, facts) if facts else None
    things = kind.owed_first(actor, MOST_LOOKED_AT)
    if len(things) == MOST_LOOKED_AT and kind.owed is not None and (facts := kind.owed(actor)):
        return OwedNow(kind, facts, things)
    facts = counted_facts(len(things), late_of(things))
    return OwedNow(kind, facts, things) if facts else None
