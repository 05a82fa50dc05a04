"""The organisations in which stories play: built by the services, once, and rolled back after each story.

Each is kept in a database of its own until the code changes; see `tests.databases`. A fixture that needs one names it:
`def enterprise(enterprise_world): …`. All of them are built at noon of 23 November 2026.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.owing import owing

import hoshin
from hoshin.base.periods import Period

PUBLISHED = Path(hoshin.__file__).parent / "demo_data" / "canada"
# The team of the demonstration whose people talk.
SMALL = ("FIN",)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


def enterprise(actor):
    """Three perspectives, five measures; one measure serves two objectives; one is late in October."""
    from tests.measures.a_target import set_target

    from hoshin.measures.services import define_measure, record_actual
    from hoshin.strategy import services

    plan = services.create_plan(actor, code="E", name="Enterprise")
    measures = {code: define_measure(actor, code=code, name=code) for code in ("k1", "k2", "k3", "k4", "k5")}
    for measure in measures.values():
        set_target(actor, measure=measure, baseline=0, target=100)
    for code, weight, children in (
        ("C", 0.3, {"k3": 2, "k4": 1}),
        ("F", 0.4, {"k1": 1, "k2": 1}),
        ("P", 0.3, {"k4": 1, "k5": 1}),
    ):
        perspective = services.add_perspective(actor, plan=plan, code=code, name=code, weight=weight)
        objective = services.add_objective(actor, plan=plan, code=f"O{code}", name=code, perspective=perspective)
        for child, share in children.items():
            services.set_contribution(actor, parent=objective, child=measures[child], weight=share)
    values = {
        SEPTEMBER: {"k1": 80, "k2": 60, "k3": 50, "k4": 90, "k5": 40},
        OCTOBER: {"k1": 80, "k2": 70, "k3": 65, "k4": 75},
    }
    for period, recorded in values.items():
        for code, value in recorded.items():
            record_actual(actor, measure=measures[code], period=period, value=value)
    return plan


def year(actor):
    """The enterprise with names as long as real ones, an owner, and values of fourteen months up to the last."""
    from hoshin.measures.models import Measure
    from hoshin.measures.services import change_measure, record_actual
    from hoshin.org.services import add_person

    plan = enterprise(actor)
    maya = add_person(actor, employee_id="1", name="Maya Dorn")
    name = "Median time from the first question to a complete and understandable answer"
    change_measure(actor, measure=Measure.objects.get(code="k3"), name=name, owner=maya)
    for back in range(14):
        for code, start in (("k1", 80), ("k2", 60), ("k3", 40), ("k4", 75)):
            measure = Measure.objects.get(code=code)
            record_actual(actor, measure=measure, period=OCTOBER.shift(-back), value=start - back)
    return plan


def charted(actor):
    """That year with a note, a target that became stricter, units, and a second plan."""
    from tests.measures.a_target import set_target

    from hoshin.measures.models import Measure
    from hoshin.measures.services import record_actual
    from hoshin.org.services import add_unit
    from hoshin.strategy import services

    year(actor)
    k3, k5 = (Measure.objects.get(code=code) for code in ("k3", "k5"))
    record_actual(actor, measure=k3, period=OCTOBER, value=41, note="Counted twice, then checked.")
    set_target(actor, measure=k3, period=OCTOBER.shift(-5), baseline=0, target=80)
    second = services.create_plan(actor, code="S", name="Second", position=9)
    services.set_contribution(
        actor, parent=services.add_objective(actor, plan=second, code="SO", name="Elsewhere"), child=k3
    )
    for code, name in (("N", "North"), ("S", "South")):
        unit = add_unit(actor, code=code, name=name)
        for back in range(3):
            record_actual(actor, measure=k5, period=OCTOBER.shift(-back), value=40 + back, unit=unit)


def northern(actor):
    """A plan small enough to know by heart: three perspectives, five objectives, four measures, three links."""
    from tests.measures.a_target import set_target

    from hoshin.measures.services import define_measure, record_actual
    from hoshin.org.services import add_person, add_unit, save_organisation
    from hoshin.strategy import services

    save_organisation(actor, name="Northern Services")
    maya = add_person(actor, employee_id="E1", name="Maya Dorn", unit=add_unit(actor, code="NOR", name="North"))
    plan = services.create_plan(
        actor, code="NS", name="Northern Services 2027", vision="Everyone in the north is answered within a day."
    )
    perspectives = {
        code: services.add_perspective(actor, plan=plan, code=code, name=name)
        for code, name in (("CUS", "Citizens"), ("PRO", "Internal process"), ("LEA", "Learning and growth"))
    }
    found = {
        code: services.add_objective(
            actor, plan=plan, code=code, name=name, perspective=perspectives[place], owner=maya
        )
        for code, name, place in (
            ("C1", "Answer citizens within a day", "CUS"),
            ("C2", "Earn the trust of the regions", "CUS"),
            ("P1", "Decide every application on time", "PRO"),
            ("P2", "Publish figures that are fresh and right", "PRO"),
            ("L1", "Keep skilled people", "LEA"),
        )
    }
    for code, name, parent in (
        ("days", "Days to decide", "P1"),
        ("wait", "Hours until the first answer", "C1"),
        ("right", "Figures without correction", "P2"),
        ("stay", "People who stay", "L1"),
    ):
        measure = define_measure(actor, code=code, name=name)
        set_target(actor, measure=measure, baseline=0.0, target=100.0)
        services.set_contribution(actor, parent=found[parent], child=measure)
        record_actual(actor, measure=measure, period=OCTOBER, value=20.0 + 15 * len(name) % 80)
    for cause, effect in (("L1", "P1"), ("P1", "C1"), ("L1", "C2")):
        services.add_causal_link(actor, cause=found[cause], effect=found[effect], lag_months=3, note="People decide.")


def agency(actor):
    """Units three levels deep, with a head and two people."""
    from hoshin.org.services import add_person, add_unit, change_unit, save_organisation

    save_organisation(actor, name="Cedar Bay Agency for Northern and Remote Communities")
    top = add_unit(actor, code="CB", name="Cedar Bay")
    north = add_unit(actor, code="NORTH", name="Directorate for northern and remote communities", parent=top)
    add_unit(actor, code="N-1", name="Office One", parent=north)
    maya = add_person(
        actor,
        employee_id="7",
        name="Maya Dorn",
        title="Director of service delivery",
        unit=north,
        email="maya@hoshin.test",
    )
    add_person(actor, employee_id="8", name="Ben Clerk", unit=north, manager=maya)
    change_unit(actor, unit=north, head=maya)


def supplied(actor):
    """One perspective with two objectives, one of them private to nobody; Carl supplies REV."""
    from tests.measures.a_target import set_target

    from hoshin.accounts.models import User
    from hoshin.measures.services import define_measure, record_actual
    from hoshin.org.services import add_person, add_unit, change_person
    from hoshin.strategy import services

    carl = User.objects.create(email="carl@hoshin.test", name="Carl Contributor", role="member")
    unit = add_unit(actor, code="NORTH", name="North")
    owner = add_person(actor, employee_id="P1", name="Carl Contributor", unit=unit)
    change_person(actor, person=owner, user=carl)
    plan = services.create_plan(actor, code="E", name="Enterprise")
    perspective = services.add_perspective(actor, plan=plan, code="FIN", name="Financial")
    revenue = define_measure(actor, code="REV", name="Revenue", owner=owner)
    cost = define_measure(actor, code="COST", name="Cost", direction="lower")
    set_target(actor, measure=revenue, baseline=0, target=50)
    set_target(actor, measure=cost, baseline=100, target=50)
    growth = services.add_objective(actor, plan=plan, code="GROW", name="Grow", perspective=perspective)
    secret = services.add_objective(
        actor, plan=plan, code="SECRET", name="Sell the yard", perspective=perspective, visibility="private"
    )
    services.set_contribution(actor, parent=growth, child=revenue)
    services.set_contribution(actor, parent=secret, child=cost)
    for month, value in (("2026-09", 20), ("2026-10", 30)):
        record_actual(actor, measure=revenue, period=Period.parse(month), value=value)
        record_actual(actor, measure=cost, period=Period.parse(month), value=90)


def team(actor):
    """Vera and Carl are colleagues under Mia, who reports to Olga as Ada and Hans do; Hans is HR of their unit."""
    from hoshin.accounts.models import User
    from hoshin.org.services import add_person, add_unit, change_unit, grant_relation
    from hoshin.strategy.services import add_objective, create_plan

    unit = add_unit(actor, code="N", name="North")
    people = {}
    for name, family, role, above in (
        ("olga", "Office", "office", ""),
        ("ada", "Admin", "administrator", "olga"),
        ("hans", "Muster", "member", "olga"),
        ("mia", "Muster", "member", "olga"),
        ("carl", "Contributor", "member", "mia"),
        ("vera", "Viewer", "member", "mia"),
    ):
        user = User.objects.create(email=f"{name}@hoshin.test", name=f"{name.title()} {family}", role=role)
        said = {"name": user.name, "user": user, "manager": people.get(above), "unit": unit}
        people[name] = add_person(actor, employee_id=name.upper(), **said)
    change_unit(actor, unit=unit, head=people["mia"])
    grant_relation(actor, person=people["hans"], relation="hr_of_unit", to=unit, reason="He is")
    plan = create_plan(actor, code="P", name="Plan", values=["Care", "Courage"])
    add_objective(actor, plan=plan, code="O1", name="Answer within a day")
    add_objective(actor, plan=plan, code="O2", name="Close the yard", visibility="private", owner=people["vera"])


def bank(actor):
    """The whole, a region with two branches, and a branch of its own; two perspectives, three objectives, held by none."""
    from tests.measures.a_target import set_target

    from hoshin.measures.services import define_measure
    from hoshin.org.services import add_unit
    from hoshin.strategy import services

    units = {"bank": add_unit(actor, code="bank", name="Bank")}
    for code, above in (("north", "bank"), ("oslo", "north"), ("bodo", "north"), ("online", "bank")):
        units[code] = add_unit(actor, code=code, name=code.title(), parent=units[above])
    plan = services.create_plan(actor, code="P", name="Plan")
    sides = {
        code: services.add_perspective(actor, plan=plan, code=code, name=name, weight=weight)
        for code, name, weight in (("F", "Financial", 3), ("C", "Customers", 1))
    }
    grow = services.add_objective(actor, plan=plan, code="grow", name="Grow", perspective=sides["F"])
    lend = services.add_objective(actor, plan=plan, code="lend", name="Lend", perspective=sides["F"])
    care = services.add_objective(actor, plan=plan, code="care", name="Care", perspective=sides["C"])
    services.set_contribution(actor, parent=grow, child=lend, weight=1)
    for code, parent in (("sales", grow), ("loans", lend), ("nps", care)):
        across = "mean" if code == "nps" else "sum"
        measure = define_measure(actor, code=code, name=code.title(), across_units=across)
        set_target(actor, measure=measure, baseline=0, target=100)
        services.set_contribution(actor, parent=parent, child=measure, weight=1)


def held(actor):
    """The bank whose branches all hold the plan, with values of two months; the branch of its own reports one of three."""
    from hoshin.measures.models import Measure
    from hoshin.measures.services import record_actual
    from hoshin.org.models import Unit
    from hoshin.strategy import services
    from hoshin.strategy.models import Plan

    bank(actor)
    services.set_holding(actor, plan=Plan.objects.get(code="P"), unit=Unit.objects.get(code="bank"))
    recorded = {"oslo": (40, 80, 20), "bodo": (30, 30, 90), "online": (None, None, 50)}
    for unit, values in recorded.items():
        for code, value in zip(("sales", "loans", "nps"), values):
            if value is not None:
                for period, less in ((SEPTEMBER, 10), (OCTOBER, 0)):
                    record_actual(
                        actor,
                        measure=Measure.objects.get(code=code),
                        period=period,
                        value=value - less,
                        unit=Unit.objects.get(code=unit),
                    )


def canada(actor):
    """Canada's published indicators, as `hoshin import` brings them in."""
    from hoshin.exchange.series import import_series

    import_series(actor, PUBLISHED)


def drawn1(actor):
    """Drawn by chance; the others are as well."""
    _draw(actor, 1)


def drawn2(actor):
    _draw(actor, 2)


def drawn3(actor):
    _draw(actor, 3)


def _draw(actor, seed: int) -> None:
    from tests.accounts.an_organisation import draw_organisation

    draw_organisation(actor, seed)


def house(actor):
    """All of these in one: what there is to look at."""
    from hoshin.commentary.services import write_commentary
    from hoshin.measures.models import Measure

    northern(actor)
    charted(actor)
    agency(actor)
    _one_on_one(actor)
    said = {"happened": "Two large orders moved into November.", "why": "A strike in the harbour."}
    write_commentary(actor, thing=Measure.objects.get(code="k3"), period=OCTOBER, **said)
    _by_region(actor)
    _acted_on(actor)


def _by_region(actor):
    """k1 by two regions that add up to it, for fourteen months."""
    from tests.breakdowns.regions import broken_down

    from hoshin.breakdowns.models import Member
    from hoshin.breakdowns.rows import MemberValueRow
    from hoshin.breakdowns.services import record_member_values
    from hoshin.measures.models import Measure

    breakdown = broken_down(actor, Measure.objects.get(code="k1"), "sum")
    parts = zip(Member.objects.order_by("code"), (0.25, 0.75), strict=True)
    rows = [
        MemberValueRow(
            breakdown_id=breakdown.pk,
            member_id=member.pk,
            period=OCTOBER.shift(-back).start,
            value=part * (80 - back) + (5 if back == 0 else 0) * (1 if part < 0.5 else -1),
        )
        for member, part in parts
        for back in range(14)
    ]
    record_member_values(actor, rows)


def _acted_on(actor):
    """Maya acts on one of her measures, and what is expected of it is to be checked."""
    from datetime import date

    from hoshin.actions.services import open_action
    from hoshin.measures.models import Measure

    measure = Measure.objects.select_related("owner").get(code="k3")
    days = {"starts_on": date(2026, 10, 12), "due_on": date(2026, 11, 2), "check_on": date(2026, 11, 20)}
    why = {"why_1": "Two of five people were away.", "why_2": "Nobody stands in.", "cause": "There is no roster."}
    open_action(
        actor, thing=measure, period=SEPTEMBER, name="A roster of who stands in for whom", owner=measure.owner,
        expected_low=2, expected_high=6, **days, **why,
    )  # fmt: skip


def _one_on_one(actor):
    """Nina, who is Maya of the agency, meets Ben every Tuesday."""
    from datetime import date, time

    from hoshin.accounts.access import Actor
    from hoshin.accounts.models import User
    from hoshin.meetings.services import add_action_item, add_agenda_item, propose_one_on_one
    from hoshin.org.models import Person
    from hoshin.org.services import change_person

    nina = User.objects.create(email="nina@hoshin.test", name="Nina North", role="member")
    maya, ben = (Person.objects.get(employee_id=number) for number in ("7", "8"))
    change_person(actor, person=maya, user=nina)
    own = Actor.of(nina, "web")
    one = propose_one_on_one(own, partner=ben, starts_on=date(2026, 11, 24), at=time(10))
    for text in ("How we answer the regions", "What you would like to learn next year"):
        add_agenda_item(own, one_on_one=one, text=text)
    add_action_item(own, one_on_one=one, text="Ask three regions", owner=ben, due_on=date(2026, 11, 30))


def generated(actor):
    """The smallest organisation in which `make bench` measures: rows straight in tables, not by the services."""
    from bench.organisation import build

    build(1_000)


def demonstration(actor):
    """What `hoshin demo` loads."""
    from hoshin.demo import load

    load(actor)


def small_demonstration(actor):
    """The same with goals of one unit's people alone: every kind of row, in half the time."""
    from hoshin.demo import load

    load(actor, goals_in=SMALL)


WORLDS: dict[str, Callable] = {
    build.__name__: build
    for build in (
        bank,
        held,
        enterprise,
        year,
        charted,
        northern,
        agency,
        house,
        supplied,
        team,
        owing,
        canada,
        demonstration,
        small_demonstration,
        drawn1,
        drawn2,
        drawn3,
        generated,
    )
}


def build(name: str) -> None:
    """Fill the default database, which is migrated and empty, with a world."""
    from hoshin.accounts.access import Actor
    from hoshin.base import clock

    with clock.fixed(NOON):
        WORLDS[name](Actor.system())
