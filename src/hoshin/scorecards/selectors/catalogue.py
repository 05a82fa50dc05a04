"""Lists of objectives and of measures with how they stand: searched, filtered, sorted and paged by the database.

A page costs the same however many there are. What a list is narrowed down to is looked up by its own index; where that is
more than can be sorted at once, the list is read in its order from an index instead, until the page is full.
"""

from dataclasses import dataclass

from django.db.models import Expression, F, FilteredRelation, OrderBy, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor, Right
from hoshin.base.ordering import by_code, by_name
from hoshin.base.paging import CountedPage, page_in_memory, page_of
from hoshin.base.periods import Period
from hoshin.base.words import begins_with, holds
from hoshin.measures.models import Measure
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.selectors import measures_to_confirm
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.periods import period_for
from hoshin.scorecards.selectors.shown_status import showing
from hoshin.strategy.models import Plan

PAGE_LINES = 50
MOST_COUNTED = 1_000
MOST_COMPARED = 2_000
SORTS = ("code", "name", "status", "score", "owner", "due", "updated")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list should hold: text in code or name, words of the owner's name, the status shown; a minus sorts down.

    `among`: nodes that an app above found, and no others (None: whichever).
    """

    text: str = ""
    owner: str = ""
    status: int | None = None
    sort: str = "code"
    among: QuerySet[Node] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of node lines in a period; `period` is None where there is no plan, and the page is empty."""

    page: CountedPage[NodeLine]
    period: Period | None


def nodes_listed(actor: Actor, plan: Plan | None, kind: str, wish: Wish, page: str | int = 1) -> Listing:
    """A page of the plan's objectives or measures, as far as the actor may see them, in its latest period.

    Statuses are sorted as they are stored: overdue values stand with those without data. Those without what is sorted by
    come last, in the order of their codes. Six queries or so, however many there are.
    """
    chosen = period_for(plan) if plan else None
    if plan is None or chosen is None:
        return Listing(page_in_memory((), 1, size=PAGE_LINES), None)
    nodes, count = _found(actor, plan, kind, wish, chosen)
    parts = [part.values_list("pk", flat=True) for part in _sorted(nodes, kind, wish.sort, chosen)]
    found = page_of(parts, page, count=count, most=MOST_COUNTED, size=PAGE_LINES)
    lines = lines_of(actor, plan, found.rows, chosen)
    return Listing(found.showing([lines[node] for node in found if node in lines]), chosen)


def measures_in_no_plan(actor: Actor, limit: int = 50) -> list[Measure]:
    """Measures that nothing is scored by yet. Among more than 2,000 measures they are left to `hoshin check`."""
    if Measure.objects.order_by()[: MOST_COMPARED + 1].count() > MOST_COMPARED:
        return []
    lonely = measures_visible_to(actor).exclude(nodes__is_active=True).select_related("owner")
    return list(lonely.order_by(by_code())[:limit])


def may_confirm_across_units(actor: Actor) -> bool:
    """Whether the actor may say how values come together over units, and something is to be said.

    Among more than 2,000 measures nobody looks whether something is.
    """
    if not actor.has(Right.EDIT_PLAN):
        return False
    is_long = Measure.objects.order_by()[: MOST_COMPARED + 1].count() > MOST_COMPARED
    return is_long or bool(measures_to_confirm(actor, 1))


def _found(actor: Actor, plan: Plan, kind: str, wish: Wish, period: Period) -> tuple[QuerySet[Node], int]:
    """The nodes wished for, and how many there are; one more than are counted stands for more than that."""
    nodes = nodes_visible_to(actor).filter(plan=plan, kind=kind, unit=None)
    # Every node of a kind names its thing; said so, the database may begin with the things.
    nodes = nodes.filter(**{f"{kind}__code__isnull": False})
    if not (wish.text.strip() or wish.owner.strip() or wish.status is not None or wish.among is not None):
        return nodes, nodes[: MOST_COUNTED + 1].count()
    if wish.text.strip():
        nodes = nodes.filter(holds(wish.text, of=f"{kind}__"))
    if wish.owner.strip():
        # The name is asked for once more, so that the join may begin with the people and leave out what nobody owns.
        nodes = nodes.filter(
            begins_with(wish.owner, codes=(), of=f"{kind}__owner__"), **{f"{kind}__owner__name__gte": ""}
        )
    if wish.status is not None:
        nodes = _with_score(nodes, period).filter(showing(wish.status, plan, kind, period))
    if wish.among is not None:
        nodes = nodes.filter(pk__in=wish.among.order_by().values("pk"))
    ids = list(nodes.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(ids) <= MOST_COUNTED:
        nodes = Node.objects.filter(**{"pk__in": ids, f"{kind}__code__isnull": False})
    return nodes, len(ids)


def _sorted(nodes: QuerySet[Node], kind: str, sort: str, period: Period) -> list[QuerySet[Node]]:
    """The nodes in order, as lists to be read one after the other: those that have what is sorted by, and the others."""
    name, is_down = sort.lstrip("-"), sort.startswith("-")
    code = by_code(f"{kind}__")
    if name in ("status", "score", "updated"):
        column = {"updated": "observed_on"}.get(name, name)
        ties = ["now__score"] if name == "status" else []
        scored = _with_score(nodes, period)
        keys = [_directed(F(f"now__{column}"), is_down), *(_directed(F(tie), is_down) for tie in ties)]
        return [
            scored.filter(**{f"now__{column}__isnull": False}).order_by(*keys, "-pk" if is_down else "pk"),
            scored.filter(**{f"now__{column}__isnull": True}).order_by(code, "pk"),
        ]
    if name in ("owner", "due"):
        column = f"{kind}__owner" if name == "owner" else _due(kind)
        key: Upper | F = Upper(f"{kind}__owner__name") if name == "owner" else F(column)
        return [
            nodes.filter(**{f"{column}__isnull": False}).order_by(_directed(key, is_down), code, "pk"),
            nodes.filter(**{f"{column}__isnull": True}).order_by(code, "pk"),
        ]
    own = by_name(f"{kind}__") if name == "name" else code
    return [nodes.order_by(_directed(own, is_down), "pk")]


def _with_score(nodes: QuerySet[Node], period: Period) -> QuerySet[Node]:
    return nodes.annotate(now=FilteredRelation("scores", condition=Q(scores__period=period.start)))


def _directed(key: Expression | F, is_down: bool) -> OrderBy:
    return OrderBy(key, descending=is_down)


def _due(kind: str) -> str:
    return "objective__due_date" if kind == NodeKind.OBJECTIVE else "measure__due_on"
