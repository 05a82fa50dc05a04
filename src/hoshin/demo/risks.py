"""What may come to the agency: four risks and an opportunity, one of them above appetite by its figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.org.models import Unit
from hoshin.risks.rows import RiskAssessmentRow, RiskCategoryRow, RiskControlRow, RiskIndicatorRow, RiskRow
from hoshin.risks.services import (
    upsert_assessments,
    upsert_categories,
    upsert_controls,
    upsert_indicators,
    upsert_risks,
)


@dataclass(frozen=True, slots=True)
class DemoJudged:
    """An assessment so many days ago: likelihood and impact before and after controls, why, and in money."""

    days_ago: int
    steps: tuple[int, int, int, int]
    reason: str
    money: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class DemoRisk:
    """A risk of a unit, whose head owns it."""

    row: RiskRow
    judged: tuple[DemoJudged, ...]
    controls: tuple[RiskControlRow, ...] = ()
    indicators: tuple[RiskIndicatorRow, ...] = ()


CATEGORIES = (
    RiskCategoryRow(
        "RC-SVC", "Service", 9, statement="People wait on us. What stops decisions for a day is borne, for a week it is not."
    ),
    RiskCategoryRow(
        "RC-FIN", "Money", 8, ("250000=0.25", "1000000=0.08", "5000000=0.01"),
        impact_1="up to 25,000", impact_2="up to 100,000", impact_3="up to 500,000", impact_4="up to 2 million",
        impact_5="more than 2 million",
        statement="Of public money little is put at risk: a loss of a million is borne once in twelve years.",
    ),
    RiskCategoryRow("RC-TRUST", "Trust", 6, statement="What people tell us stays with us."),
)  # fmt: skip
RISKS = (
    DemoRisk(
        RiskRow(
            "R-CASE", "The case system stops in the busiest weeks", ("L2", "P1"), category="RC-SVC", unit="DIG",
            initiatives=("I-CASE",),
            cause="Sessions and forms are lost whenever a module of the new case system restarts.",
            event="In March, when applications peak, officers cannot decide for more than two days.",
            consequence="The queue grows by a month, and applicants who were promised a date are not told.",
        ),
        (
            DemoJudged(190, (5, 4, 4, 4), "Three outages in the first quarter after the system went live."),
            DemoJudged(40, (5, 4, 3, 3), "Sessions survive a restart now; officers can decide on paper for two days."),
        ),
        (
            RiskControlRow("R-CASE", "Officers decide the oldest files on paper while it is down", "limits", "partly"),
            RiskControlRow("R-CASE", "Modules restart at night only", "prevents", "yes"),
        ),
        (RiskIndicatorRow("R-CASE", "TOO-UP", 98.0, "below", 99.0),),
    ),
    DemoRisk(
        RiskRow(
            "R-PAY", "Money is paid out twice or to the wrong account", ("P3", "F2"), category="RC-FIN", unit="PRG",
            cause="Payments of six programs are entered by hand from the case system.",
            event="A batch is entered twice, or an account is mistyped, and nobody sees it within the month.",
            consequence="The money is recovered late or not at all, and the auditor writes about it.",
        ),
        (
            DemoJudged(150, (4, 4, 3, 3), "Two batches last year, both found within a quarter.", (0.8, 30_000, 1_500_000)),
            DemoJudged(25, (4, 4, 2, 3), "A second person releases each batch since May.", (0.45, 30_000, 1_500_000)),
        ),
        (
            RiskControlRow("R-PAY", "A second person releases each batch", "prevents", "yes"),
            RiskControlRow("R-PAY", "Payments are compared with decisions every month", "detects", "partly"),
        ),
    ),
    DemoRisk(
        RiskRow(
            "R-LEAVE", "Officers leave before they can decide alone", ("HRS-1", "P1"), category="RC-SVC", unit="HRS",
            initiatives=("I-KEEP",), review_months=6,
            cause="A new officer needs four months, and the first year is hard.",
            event="More than one in five leaves within the year.",
            consequence="Those who stay teach instead of deciding, and the queue grows again.",
        ),
        (DemoJudged(75, (4, 3, 3, 3), "Leaving talks of the spring: workload and nobody to ask, in this order."),),
        (RiskControlRow("R-LEAVE", "Everybody who joins has a guide", "prevents", "partly"),),
        (RiskIndicatorRow("R-LEAVE", "HRS-YEAR", 70.0, "below", 80.0),),
    ),
    DemoRisk(
        RiskRow(
            "R-DATA", "Personal data reach the wrong person", ("C1",), category="RC-TRUST", unit="DIG",
            cause="Letters are merged from two systems with different keys.",
            event="A letter with somebody's file goes to another applicant.",
            consequence="People think twice before they tell us what we need to know; the commissioner asks.",
        ),
        (DemoJudged(140, (3, 4, 2, 3), "One letter in two years, noticed by its reader.", (0.5, 5_000, 120_000)),),
        (RiskControlRow("R-DATA", "Each hundredth letter is compared with its file", "detects", "yes"),),
    ),
    DemoRisk(
        RiskRow(
            "O-SHARE", "Provinces take over our shared targets", ("F3",), "opportunity", unit="PNP",
            initiatives=("I-SHARE",), review_months=6,
            cause="Four provinces agree with the draft, and two have elections behind them.",
            event="All provinces and territories sign the same targets in spring.",
            consequence="They fund half of what we would fund alone, for ten years.",
        ),
        (DemoJudged(60, (3, 4, 4, 4), "Three more have asked for the draft since the summer.", (0.6, 400_000, 6_000_000)),),
    ),
)  # fmt: skip


def enter_risks(office: Actor) -> None:
    """Enter the register of the agency."""
    today = clock.today()
    codes = [one.row.unit for one in RISKS]
    heads = {row.code: row.head for row in Unit.objects.filter(code__in=codes).select_related("head")}
    upsert_categories(office, CATEGORIES)
    upsert_risks(office, [_owned(one, heads) for one in RISKS])
    upsert_controls(office, [row for one in RISKS for row in one.controls])
    upsert_assessments(office, [_judged(one, judged, heads, today) for one in RISKS for judged in one.judged])
    upsert_indicators(office, [row for one in RISKS for row in one.indicators])


def _owned(one: DemoRisk, heads: dict) -> RiskRow:
    head = heads[one.row.unit]
    return one.row._replace(owner=head.employee_id if head else "")


def _judged(one: DemoRisk, judged: DemoJudged, heads: dict, today: date) -> RiskAssessmentRow:
    head = heads[one.row.unit]
    return RiskAssessmentRow(
        one.row.code,
        today - timedelta(days=judged.days_ago),
        *judged.steps,
        judged.reason,
        head.name if head else "",
        *(judged.money or ()),
    )
