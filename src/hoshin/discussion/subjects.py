"""A thing that is talked about: found by its kind and number, or by the name that its own sheet has for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.errors import NotFound
from hoshin.org.discussed import Discussed, discussed_kinds

BETWEEN = " / "
# A kind and what names one of it.
ThingName = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing with its kind: how it is called, and what its page takes."""

    discussed: Discussed
    pk: int
    name: str
    page_by: str

    @property
    def kind(self) -> str:
        return self.discussed.kind


def subject_of(actor: Actor, kind: str, pk: int) -> Subject:
    """The thing of a kind and number. NotFound where there is none that the actor may see and that is talked about."""
    found = subjects_of(actor, [(kind, pk)])
    if not found:
        raise NotFound(kind, str(pk))
    return next(iter(found.values()))


def subjects_of(actor: Actor, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """Those of these things that the actor may see. One query for each kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in wanted:
        by_kind[kind].add(pk)
    found: dict[tuple[str, int], Subject] = {}
    for kind in by_kind.keys() & discussed_kinds().keys():
        said = discussed_kinds()[kind]
        rows = things()[kind].visible_to(actor).order_by().filter(pk__in=by_kind[kind])
        for pk, name, page_by in rows.values_list("pk", said.name, said.page_by):
            found[kind, pk] = Subject(said, pk, name, str(page_by))
    return found


def names_of(rows: QuerySet[Any], kind: str) -> dict[int, str]:
    """What names each of these things of a kind for a program and in a sheet. One query."""
    if kind not in discussed_kinds():
        return dict(rows.order_by().values_list("pk", "code"))
    found = rows.order_by().values_list("pk", *discussed_kinds()[kind].named_by)
    return {pk: BETWEEN.join(map(str, parts)) for pk, *parts in found}


def numbers_of(seen: dict[str, QuerySet[Any]], wanted: Collection[ThingName]) -> dict[ThingName, int]:
    """The numbers of things by kind and name, both casefolded; what there is not among the rows of its kind is left out."""
    found: dict[ThingName, int] = {}
    for kind, rows in seen.items():
        names = {name.casefold() for one, name in wanted if one == kind}
        if not names:
            continue
        first = _first_part(kind)
        firsts = {name.split(BETWEEN)[0].upper() for name in names}
        some = rows.order_by().annotate(first_part=Upper(F(first))).filter(Q(first_part__in=firsts))
        found |= {(kind, name.casefold()): pk for pk, name in names_of(some, kind).items() if name.casefold() in names}
    return found


def _first_part(kind: str) -> str:
    if kind not in discussed_kinds():
        return "code"
    first = discussed_kinds()[kind].named_by[0]
    assert isinstance(first, str), "the first part of a name is a column, so that it can be found by it"
    return first
