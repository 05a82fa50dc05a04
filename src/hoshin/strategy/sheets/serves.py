"""What the sheets of objectives and of measures say of the objectives that each row serves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft, no_circle
from hoshin.base.errors import Problem
from hoshin.base.sheets import AddedColumns, Column, ColumnKind, Weighted, code, number
from hoshin.base.wordings import Said
from hoshin.strategy.models import Contribution
from hoshin.strategy.policies import contributions_visible_to
from hoshin.strategy.rows import Served, ServesRow
from hoshin.strategy.services import set_serves
from hoshin.strategy.sheets.belonging import same_plan

Links = tuple[Weighted, ...]
ALIGNS, CRITICAL = Contribution.Kind.ALIGNS.value, "critical"
_SERVES = Column("serves", ColumnKind.WEIGHTS, longest=100_000, choices=(ALIGNS, CRITICAL))


def _stored(actor: Actor, child: str) -> dict[tuple[str, ...], Links]:
    """What counts in scores first; else in the order in which it was tied."""
    rows = contributions_visible_to(actor).exclude(**{child: None}).order_by("id")
    found: dict[tuple[str, ...], list[Weighted]] = defaultdict(list)
    for named, parent, *link in rows.values_list(child, "parent__code", "weight", "kind", "is_critical"):
        found[(folded_code(named),)].append(Weighted(parent, link[0], _word(*link[1:])))
    return {key: tuple(sorted(links, key=lambda link: link.word == ALIGNS)) for key, links in found.items()}


def _word(kind: str, is_critical: bool) -> str:
    return ALIGNS if kind == ALIGNS else CRITICAL if is_critical else ""


def _of_objectives(actor: Actor) -> Mapping[tuple[str, ...], Links]:
    return _stored(actor, "objective__code")


def _of_measures(actor: Actor) -> Mapping[tuple[str, ...], Links]:
    return _stored(actor, "measure__code")


def _objective_cells(links: Links) -> dict[str, Any]:
    return {"serves": links}


def _measure_cells(links: Links) -> dict[str, Any]:
    """The first that counts has columns of its own."""
    if links and links[0].word != ALIGNS:
        own = {"objective": links[0].code, "weight": links[0].weight, "critical": links[0].word == CRITICAL or None}
        return own | {"serves": links[1:]}
    return {"serves": links}


def _read(draft: Draft, book: Book) -> Iterator[Problem]:
    """What each row serves; what is stored where the file has no column that says so."""
    before: list[Links] = [links or () for links in draft.added_before["serves"]]
    if "serves" not in draft.given and "objective" not in draft.given:
        draft.added["serves"] = before
        return
    cells = (draft.cells(name) for name in ("objective", "weight", "critical", "serves"))
    said = frozenset(draft.given)
    draft.added["serves"] = [
        (*_first(objective, weight, critical, stored, said), *(serves or ()))
        for objective, weight, critical, serves, stored in zip(*cells, before, strict=True)
    ]
    yield from ()


def _first(
    objective: str | None, weight: float | None, critical: bool | None, stored: Links, said: frozenset[str]
) -> Links:
    """The objective in its own column, with what stands beside it, or else as it is where the file has no such column."""
    if objective is None:
        return ()
    known = next((link for link in stored if folded_code(link.code) == folded_code(objective)), Weighted(objective))
    if weight is None:
        weight = 1.0 if "weight" in said else known.weight
    is_critical = bool(critical) if "critical" in said else known.word == CRITICAL
    return (Weighted(objective, weight, CRITICAL if is_critical else ""),)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What is served exists, once, within the plan, and objectives do not serve each other round a circle."""
    known, plans = book.codes("objectives"), book.values("objectives", "plan")
    for at, links in enumerate(draft.added["serves"]):
        found: dict[str, Weighted] = {}
        for link in links:
            folded = folded_code(link.code)
            if folded not in known:
                column = "objective" if draft.sheet.name == "measures" and not found else "serves"
                yield book.unknown(draft, at, column, link.code, "objectives")
                continue
            parent = known[folded]
            if folded in found:
                message = Said("%(parent)s stands in this row twice.", parent=parent)
                yield draft.problem(at, "serves", parent, message, "Name it once, with one weight.")
                continue
            found[folded] = link._replace(code=parent)
            if draft.sheet.name == "objectives":
                yield from same_plan(draft, at, "serves", parent, plans.get(folded, ""))
        draft.added["serves"][at] = tuple(found.values())
    if draft.sheet.name == "objectives":
        points_to = {
            key[0]: [folded_code(link.code) for link in links] for key, links in _of_objectives(book.actor).items()
        }
        own = zip(draft.rows, draft.added["serves"], strict=True)
        points_to |= {folded_code(row.code): [folded_code(link.code) for link in links] for row, links in own}
        yield from no_circle(draft, book, "serves", "serves", points_to)


def _same(one: Links, other: Links) -> bool:
    """Whether two rows serve the same with the same weights, in whatever order."""
    return sorted(link._replace(code=folded_code(link.code)) for link in one) == sorted(
        link._replace(code=folded_code(link.code)) for link in other
    )


def _served(link: Weighted) -> Served:
    kind = Contribution.Kind.ALIGNS if link.word == ALIGNS else Contribution.Kind.CONTRIBUTES
    return Served(link.code, link.weight, kind.value, link.word == CRITICAL)


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    is_measure = draft.sheet.name == "measures"
    rows = []
    for at in draft.news:
        row = draft.rows[at]
        if is_measure or row.removed_on is None:
            links = draft.added["serves"][at]
            served = tuple(_served(link) for link in links)
            rows.append(ServesRow(row.code, is_measure, served))
    if rows:
        set_serves(actor, rows)


SERVED_BY_OBJECTIVES = AddedColumns(
    "objectives",
    (("owner", (_SERVES,)),),
    field="serves",
    stored=_of_objectives,
    cells=_objective_cells,
    read=_read,
    check=_check,
    same=_same,
    finish=_finish,
)
SERVED_BY_MEASURES = AddedColumns(
    "measures",
    (
        ("name", (code("objective"),)),
        ("owner", (number("weight", 0), Column("critical", ColumnKind.YES_NO))),
        ("is_key", (_SERVES,)),
    ),
    field="serves",
    stored=_of_measures,
    cells=_measure_cells,
    read=_read,
    check=_check,
    same=_same,
    finish=_finish,
)
