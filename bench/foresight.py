"""Pages of foresight at growing sizes: initiatives, roadmap, signals, actions, decisions, risks, breakdowns, control charts.

Of a hundred nodes one has a signal, is acted on and served by an initiative, sixty at least, so that pages are as full at
every size; half as many are decided about, and a fifth are at stake.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta

from bench.databases import count_rows, prepare
from bench.pages import lines_of_page, signed_in, within
from bench.reporting import parser_of, show
from tests import databases

PAGES = (
    "/signals",
    "/signals?scope=all",
    "/signals/rules",
    "/initiatives",
    "/initiatives?q=init",
    "/initiatives/I3",
    "/roadmap",
    "/actions",
    "/actions?shown=late",
    "/actions/A3",
    "/decisions",
    "/decisions/D3",
    "/risks",
    "/risks?category=RC1",
    "/risks?above=on",
    "/risks/R1",
    "/measures/M3/by/REG",
    "/measures/M3/by/REG/values",
    "/measures/M3/control",
    "/dimensions/REG",
    "/find?q=3",
)
EACH, LEAST, MEMBERS, MONTHS = 100, 60, 1_000, 60
LAST = date(2026, 10, 1)


def main() -> None:
    """Measure each page at every size in turn, so that all sizes see the same machine."""
    parser = parser_of("bench.foresight", __doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        names = [_built(stack, nodes) for nodes in options.nodes]
        clients = {name: within(name, signed_in) for name in names}
        lines = [line for page in PAGES for line in lines_of_page(page, names, clients)]
        databases.connect_to(names[-1])
    show(lines, as_json=options.json)


def _built(stack: ExitStack, nodes: int) -> str:
    from bench.organisation import build

    name = stack.enter_context(databases.named(f"bench_foresight_{nodes}"))
    build(nodes)
    fill()
    count_rows()
    return name


def fill(members: int = MEMBERS, months: int = MONTHS) -> None:
    """What foresight adds to a generated organisation: as much as there are measures to hang it on."""
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.audit.services import act
    from hoshin.base import clock
    from hoshin.measures.models import Measure

    with clock.fixed(NOON), act(Actor.system(), "generate") as running:
        running.keep()
        codes = Measure.objects.order_by("pk").values_list("pk", flat=True)
        measures = list(codes)[:: max(min(EACH * 2 // 3, len(codes) // LEAST), 1)]
        _initiatives(measures)
        _signals(measures)
        _actions(measures)
        _decisions(measures[::2])
        _risks(measures[::5])
        _history()
        _breakdown(members, months)


def _initiatives(measures: Sequence[int]) -> None:
    from hoshin.initiatives.models import ExpectedEffect, Initiative, Milestone
    from hoshin.org.models import Person
    from hoshin.strategy.models import Objective

    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    objectives = list(Objective.objects.order_by("pk").values_list("pk", flat=True))
    made = Initiative.objects.bulk_create(
        [
            Initiative(
                code=f"I{n}",
                name=f"Initiative {n}",
                owner_id=people[n * 11 % len(people)],
                start_date=date(2026, 1, 1),
                due_date=date(2027, 1 + n % 12, 1),
            )
            for n in range(len(measures))
        ],
        5000,
    )
    ExpectedEffect.objects.bulk_create(
        [
            ExpectedEffect(initiative=one, objective_id=objectives[n % len(objectives)], low=0.1, high=0.3)
            for n, one in enumerate(made)
        ],
        5000,
    )
    Milestone.objects.bulk_create(
        [
            Milestone(
                initiative=one, code=f"S{step}", name=f"Step {step}", due_date=date(2026, 3 * step, 15), position=step
            )
            for one in made
            for step in (1, 2, 3, 4)
        ],
        5000,
    )


def _signals(measures: Sequence[int]) -> None:
    from tests.worlds import NOON

    from hoshin.signals.models import Signal

    facts = {"value": 3.0, "low": 10.0, "high": 20.0, "centre": 15.0, "period": "2026-10", "way": "down"}
    Signal.objects.bulk_create(
        [
            Signal(
                rule="unusual",
                rule_version="1.0",
                measure_id=measure,
                direction="adverse",
                starts_on=LAST,
                frequency="monthly",
                severity=1 + n % 3,
                facts=facts,
                priority=(n % 97) / 97,
                first_seen_at=NOON,
                last_seen_at=NOON,
            )
            for n, measure in enumerate(measures)
        ],
        5000,
    )


def _actions(measures: Sequence[int]) -> None:
    from hoshin.actions.models import CorrectiveAction
    from hoshin.org.models import Person

    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    CorrectiveAction.objects.bulk_create(
        [
            CorrectiveAction(
                code=f"A{n}",
                name=f"Action {n}",
                measure_id=measure,
                owner_id=people[n * 13 % len(people)],
                period_start=LAST,
                frequency="monthly",
                starts_on=LAST,
                due_on=LAST + timedelta(days=20 + n % 60),
                check_on=LAST + timedelta(days=120),
            )
            for n, measure in enumerate(measures)
        ],
        5000,
    )


def _decisions(measures: Sequence[int]) -> None:
    from hoshin.decisions.models import Decision, DecisionOption, DecisionSubject

    made = Decision.objects.bulk_create(
        [Decision(code=f"D{n}", question=f"What of measure {n}?") for n in range(len(measures))], 5000
    )
    DecisionOption.objects.bulk_create(
        [
            DecisionOption(decision=one, position=place, name=name, is_nothing=place == 1)
            for one in made
            for place, name in enumerate(("Do", "Wait"))
        ],
        5000,
    )
    DecisionSubject.objects.bulk_create(
        [DecisionSubject(decision=one, measure_id=measure) for one, measure in zip(made, measures, strict=True)], 5000
    )


def _risks(measures: Sequence[int]) -> None:
    from hoshin.accounts.access import Actor
    from hoshin.risks.models import Risk, RiskAssessment, RiskCategory, RiskIndicator, RiskObjective
    from hoshin.risks.services import watch_indicators
    from hoshin.risks.services.restating import restate
    from hoshin.strategy.models import Contribution

    serves = dict(Contribution.objects.filter(measure__in=measures).order_by("pk").values_list("measure", "parent"))
    of = RiskCategory.objects.create(code="RC1", name="Service", appetite=9, tolerated=[[50_000, 0.3], [500_000, 0.05]])
    told = [measure for measure in measures if measure in serves]
    made = Risk.objects.bulk_create([Risk(code=f"R{n}", name=f"Risk {n}", category=of) for n in range(len(told))], 5000)
    pairs = list(zip(made, told, strict=True))
    RiskObjective.objects.bulk_create([RiskObjective(risk=one, objective_id=serves[measure]) for one, measure in pairs])
    RiskIndicator.objects.bulk_create(
        [RiskIndicator(risk=one, measure_id=measure, limit=50.0) for one, measure in pairs]
    )
    RiskAssessment.objects.bulk_create(
        [
            RiskAssessment(
                risk=one,
                assessed_on=date(2026, month, 1),
                assessed_by="Olga",
                reason="So.",
                likelihood_before=4,
                impact_before=4,
                likelihood=1 + n % 4,
                impact=1 + n % 5,
                frequency=0.2,
                loss_low=1_000.0,
                loss_high=90_000.0,
            )
            for n, one in enumerate(made)
            for month in (3, 6, 9)
        ],
        5000,
    )
    restate(Actor.system(), tells=False)
    watch_indicators(Actor.system())


def _history() -> None:
    """Five years of one measure, for its control chart."""
    from hoshin.accounts.access import Actor
    from hoshin.measures.models import Measure
    from hoshin.measures.rows import ActualRow
    from hoshin.measures.services import record_actuals

    measure = Measure.objects.get(code="M3")
    months = [date(2026 - (at + 3) // 12, 12 - (at + 3) % 12, 1) for at in range(MONTHS)]
    rows = [ActualRow(measure.pk, None, month, value=50.0 + at % 7) for at, month in enumerate(months[2:])]
    record_actuals(Actor.system(), rows)


def _breakdown(members: int, months: int) -> None:
    from hoshin.accounts.access import Actor
    from hoshin.breakdowns.models import Member
    from hoshin.breakdowns.rows import BreakdownRow, DimensionRow, MemberRow, MemberValueRow
    from hoshin.breakdowns.selectors.named import breakdown_by_codes
    from hoshin.breakdowns.services import record_member_values, upsert_breakdowns, upsert_dimensions, upsert_members
    from hoshin.measures.models import Measure

    actor, measure = Actor.system(), Measure.objects.get(code="M3")
    upsert_dimensions(actor, [DimensionRow("REG", "Region")])
    parts = [MemberRow("REG", f"R{n}", f"Region {n}", f"R{n // 10}" if n >= 10 else "") for n in range(members)]
    upsert_members(actor, parts)
    upsert_breakdowns(actor, [BreakdownRow("M3", "REG", "sum")])
    breakdown = breakdown_by_codes(actor, measure, "REG")
    leaves = Member.objects.filter(children=None).order_by("pk").values_list("pk", flat=True)
    days = [date(2026 - (at + 2) // 12, 12 - (at + 2) % 12, 1) for at in range(months)]
    values = [
        MemberValueRow(breakdown_id=breakdown.pk, member_id=member, period=day, value=float((n * 7 + at) % 19))
        for n, member in enumerate(leaves)
        for at, day in enumerate(days)
    ]
    record_member_values(actor, values)


if __name__ == "__main__":
    main()
