"""Which risks there are, as they are looked for, and how many lie where on the scales."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.ordering import by_code, by_name
from hoshin.base.words import holds
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.relations import is_self
from hoshin.risks.assembly import mean_losses
from hoshin.risks.models import Risk, RiskAssessment, RiskCategory, RiskKind
from hoshin.risks.policies import (
    assessments_visible_to,
    categories_visible_to,
    is_to_review,
    risks_visible_to,
    stakes_visible_to,
)
from hoshin.strategy.models import Objective

SORTS = {
    "level": (F("level").desc(nulls_last=True), "pk"),
    "code": (by_code(),),
    "name": (by_name(),),
    "review": (F("review_on").asc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True)
class RisksWanted:
    """What a list of risks is asked for. `above`: above the appetite; `review`: to be looked at again by now; `cell`: a
    likelihood and an impact; `closed`: those that are closed as well."""

    text: str = ""
    mine: bool = False
    above: bool = False
    review: bool = False
    closed: bool = False
    kind: str = ""
    category: RiskCategory | None = None
    owner: Person | None = None
    unit: Unit | None = None
    objective: Objective | None = None
    cell: tuple[int, int] | None = None
    sort: str = "level"


@dataclass(frozen=True, slots=True)
class HeatMapCell:
    """How many risks lie at a likelihood and an impact, and how many of them above their appetite."""

    likelihood: int
    impact: int
    count: int
    above: int = 0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Open risks on the scales before and after their controls, where any lie; how many were never assessed."""

    before: tuple[HeatMapCell, ...]
    after: tuple[HeatMapCell, ...]
    above: int
    unassessed: int


def risks_listed(actor: Actor, wanted: RisksWanted) -> QuerySet[Risk]:
    """Risks as they are asked for, the highest level first unless another order is wanted."""
    rows = risks_visible_to(actor).select_related("owner", "unit", "category")
    if wanted.text.strip():
        rows = rows.filter(holds(wanted.text))
    if wanted.mine:
        rows = rows.filter(is_self(actor, "owner"))
    if wanted.above:
        rows = rows.filter(is_above=True)
    if wanted.review:
        rows = rows.filter(is_to_review())
    if not wanted.closed:
        rows = rows.filter(closed_on=None)
    if wanted.kind in RiskKind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.category is not None:
        rows = rows.filter(category=wanted.category)
    if wanted.owner is not None:
        rows = rows.filter(owner=wanted.owner)
    if wanted.unit is not None:
        below = UnitLine.objects.filter(unit=OuterRef("unit"), valid_to=None, line__contains=[wanted.unit.pk])
        rows = rows.filter(Exists(below))
    if wanted.objective is not None:
        at_stake = stakes_visible_to(actor).filter(risk=OuterRef("pk"), objective=wanted.objective)
        rows = rows.filter(Exists(at_stake))
    if wanted.cell is not None:
        rows = rows.filter(likelihood=wanted.cell[0], impact=wanted.cell[1])
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["level"]))


def heat_map(rows: QuerySet[Risk]) -> HeatMap:
    """Where the open ones of some risks lie, which were found for the actor already. One query."""
    steps = ("likelihood_before", "impact_before", "likelihood", "impact", "is_above")
    counted = rows.filter(closed_on=None).order_by().values_list(*steps).annotate(Count("pk"))
    before: dict[tuple[int, int], list[int]] = {}
    after: dict[tuple[int, int], list[int]] = {}
    above = unassessed = 0
    for likely_before, grave_before, likely, grave, is_above, count in counted:
        if likely is None or grave is None or likely_before is None or grave_before is None:
            unassessed += count
            continue
        for cells, place in ((before, (likely_before, grave_before)), (after, (likely, grave))):
            cell = cells.setdefault(place, [0, 0])
            cell[0] += count
            cell[1] += count if is_above else 0
        above += count if is_above else 0
    return HeatMap(_cells(before), _cells(after), above, unassessed)


def risk_by_code(actor: Actor, code: str) -> Risk:
    """The risk of that code. NotFound where there is none that the actor sees."""
    row = risks_visible_to(actor).select_related("owner", "unit", "category").filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("risk", code)
    return row


def category_by_code(actor: Actor, code: str) -> RiskCategory:
    """The category of that code. NotFound where there is none."""
    row = categories_visible_to(actor).filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("risk category", code)
    return row


def mean_losses_of(actor: Actor, rows: Sequence[Risk]) -> dict[int, float]:
    """What each of these risks costs, or brings, in a year on average, where it is in money. One query."""
    known = latest_assessments(actor, Q(risk__in=[row.pk for row in rows]))
    in_money = [one for one in known if one.is_in_money]
    return dict(zip((one.risk_id for one in in_money), mean_losses(in_money), strict=True))


def latest_assessments(actor: Actor, condition: Q) -> list[RiskAssessment]:
    """The latest assessment of each risk that meets a condition. One query."""
    rows = assessments_visible_to(actor).filter(condition).order_by("risk_id", "-assessed_on", "-pk")
    return list(rows.distinct("risk_id"))


def _cells(found: dict[tuple[int, int], list[int]]) -> tuple[HeatMapCell, ...]:
    return tuple(HeatMapCell(*place, *counts) for place, counts in sorted(found.items()))
