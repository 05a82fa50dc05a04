"""Lists of objectives and of measures with how they stand: searched, filtered, sorted and paged by the database."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.base.words import begins_with
from hoshin.measures.models import Measure
from hoshin.scorecards.models import Kind, Node, Score
from hoshin.scorecards.selectors.lines import lines_of
from hoshin.scorecards.selectors.nodes import visible_nodes
from hoshin.scorecards.selectors.periods import period_for
from hoshin.strategy.models import Plan
from hoshin.strategy.selectors import measures_open_to

PAGE_LINES = 50
MOST_COMPARED = 2_000
SORTS = ("code", "name", "status", "score", "owner", "due", "updated")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list should hold: text in code or name, text in the owner's name, a computed status; a minus sorts down."""

    text: str = ""
    owner: str = ""
    status: int | None = None
    sort: str = "code"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of node lines in a period; `period` is None where the plan has no scores and the page is empty."""

    page: Page
    period: Period | None


def nodes_listed(actor: Actor, plan: Plan | None, kind: str, wish: Wish, page: str | int = 1) -> Listing:
    """A page of the plan's objectives or measures, as far as the actor may see them, in its latest period.

    The status is the stored one: overdue values count as "no data". Six queries or so, however many there are.
    """
    chosen = period_for(plan) if plan else None
    if plan is None or chosen is None:
        return Listing(Paginator([], PAGE_LINES).get_page(1), None)
    nodes = _sorted(
        _found(visible_nodes(actor).filter(plan=plan, kind=kind, unit=None), kind, wish, chosen), kind, wish
    )
    found = Paginator(nodes.values_list("pk", flat=True), PAGE_LINES).get_page(page)
    ids = list(found.object_list)
    lines = lines_of(actor, plan, ids, chosen)
    found.object_list = [lines[node] for node in ids if node in lines]
    return Listing(found, chosen)


def measures_in_no_plan(actor: Actor, limit: int = 50) -> list[Measure]:
    """Measures that nothing is scored by yet. Among more than 2,000 measures they are left to `hoshin check`."""
    if Measure.objects.order_by()[: MOST_COMPARED + 1].count() > MOST_COMPARED:
        return []
    return list(measures_open_to(actor).exclude(nodes__is_active=True).select_related("owner").order_by("code")[:limit])


def _found(nodes: QuerySet[Node], kind: str, wish: Wish, period: Period) -> QuerySet[Node]:
    thing = str(kind)
    scores = Score.objects.filter(node=OuterRef("pk"), period=period.start)
    nodes = nodes.annotate(
        now_score=Subquery(scores.values("score")[:1]),
        now_status=Subquery(scores.values("status")[:1]),
        now_observed=Subquery(scores.values("observed_on")[:1]),
    )
    if wish.text.strip():
        nodes = nodes.filter(begins_with(wish.text, of=f"{thing}__"))
    if wish.owner.strip():
        nodes = nodes.filter(**{f"{thing}__owner__name__icontains": wish.owner.strip()})
    if wish.status is not None:
        nodes = nodes.filter(now_status=wish.status)
    return nodes


def _sorted(nodes: QuerySet[Node], kind: str, wish: Wish) -> QuerySet[Node]:
    thing = str(kind)
    columns = {
        "code": f"{thing}__code",
        "name": f"{thing}__name",
        "status": "now_status",
        "score": "now_score",
        "owner": f"{thing}__owner__name",
        "due": f"{thing}__due_date" if kind == Kind.OBJECTIVE else f"{thing}__due_on",
        "updated": "now_observed",
    }
    name = wish.sort.lstrip("-")
    # Codes have an index without regard to case: a page in their order is read from it.
    column = F(columns[name]) if name in columns and name != "code" else Upper(columns["code"])
    ordering = column.desc(nulls_last=True) if wish.sort.startswith("-") else column.asc(nulls_last=True)
    return nodes.order_by(ordering, f"{thing}__code", "pk")
