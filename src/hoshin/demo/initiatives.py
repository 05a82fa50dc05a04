"""What the agency does for its objectives: eight initiatives with milestones that wait for each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.demo.organisation import CURRENCY
from hoshin.initiatives.models import Initiative, Milestone
from hoshin.initiatives.rows import CostRow, InitiativeRow, MilestoneRow
from hoshin.initiatives.services import (
    agree_baseline,
    move_milestones,
    set_status,
    upsert_costs,
    upsert_initiatives,
    upsert_milestones,
)
from hoshin.org.models import Unit

AGREED_DAYS_AGO, SLIPPED_DAYS = 120, 45


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A milestone: days from today until it is due, and from which it is worked on; how far it is; what it waits for."""

    name: str
    due: int
    start: int | None = None
    done: float = 0.0
    weight: float = 1.0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoInitiative:
    """An initiative of a unit, whose head owns it; `spent`: planned and actual of a month, the oldest first."""

    code: str
    name: str
    unit: str
    serves: tuple[str, ...]
    budget: float
    about: str
    steps: tuple[DemoStep, ...]
    monthly: float
    overrun: float = 1.0


INITIATIVES = (
    DemoInitiative(
        "I-CASE", "Repair the case system", "DIG", ("DIG-1=0.5..0.8", "L2=0.2..0.3", "P1=0.1..0.2"), 1_450_000,
        "The system that went live in the autumn loses sessions and forms. We mend it module by module while officers work.",
        (
            DemoStep("Causes of the outages are known", -150, -200, 1.0),
            DemoStep("Sessions survive a restart", -75, -150, 1.0, 2, ("M1",)),
            DemoStep("Forms are saved while they are typed", 20, -60, 0.7, 2, ("M2",)),
            DemoStep("Every region works on the mended version", 95, 30, 0.0, 3, ("M3",)),
            DemoStep("A month without an outage", 150, 110, 0.0, 1, ("M4",)),
        ), 110_000, 1.12,
    ),
    DemoInitiative(
        "I-ONT", "Clear the queue in Ontario", "ONT", ("ONT-1=0.6..0.9", "REG-1=0.2..0.3"), 380_000,
        "Twelve officers from other regions decide Ontario's oldest files, four weeks each.",
        (
            DemoStep("Officers are named and trained", -110, -140, 1.0),
            DemoStep("Files older than a year are decided", -38, -105, 0.3, 2, ("M1",)),
            DemoStep("Files older than 90 days are decided", 40, -30, 0.0, 3, ("M2",)),
            DemoStep("Ontario keeps pace by itself", 120, 60, 0.0, 1, ("M3", "I-CASE/M4")),
        ), 42_000, 1.05,
    ),
    DemoInitiative(
        "I-LANG", "Serve in the language people choose", "QUE", ("QUE-1=0.4..0.6", "C1=0.05..0.1"), 260_000,
        "Letters, calls and forms in French, English and Inuktitut, without a second request.",
        (
            DemoStep("Letters are rewritten and tested", -60, -140, 1.0),
            DemoStep("Interpreters answer within an hour", -10, -60, 1.0),
            DemoStep("Forms in three languages", 65, 0, 0.3, 2, ("M1", "I-CASE/M3")),
            DemoStep("Half of Inuktitut speakers choose it", 200, 90, 0.0, 1, ("M3",)),
        ), 18_000, 0.9,
    ),
    DemoInitiative(
        "I-NORTH", "Northern offices where partners live", "NIP", ("NIP-1=0.5..0.7", "C2=0.1..0.2"), 920_000,
        "Three small offices, run with northern partners, in place of visits twice a year.",
        (
            DemoStep("Partners have chosen the places", -95, -160, 1.0),
            DemoStep("Iqaluit opens", -20, -90, 1.0, 2, ("M1",)),
            DemoStep("Inuvik opens", 70, -10, 0.1, 2, ("M2",)),
            DemoStep("Nain opens", 160, 75, 0.0, 2, ("M3",)),
            DemoStep("Partners say that it helps", 330, 250, 0.0, 1, ("M4",)),
        ), 61_000,
    ),
    DemoInitiative(
        "I-FRESH", "From source to dashboard in a week", "DPL", ("DPL-1=0.5..0.7", "P2=0.3..0.4", "C3=0.1..0.1"), 540_000,
        "Releases are fetched, checked and published by a pipeline; people look only at what it stops at.",
        (
            DemoStep("Twenty largest sources are fetched by themselves", -85, -170, 1.0, 2),
            DemoStep("Checks stop what looks wrong", -5, -80, 0.9, 2, ("M1",)),
            DemoStep("Every figure is published by the pipeline", 85, 5, 0.0, 3, ("M2",)),
        ), 36_000, 0.95,
    ),
    DemoInitiative(
        "I-KEEP", "A first year that makes people stay", "HRS", ("HRS-1=0.4..0.6", "L1=0.2..0.3"), 150_000,
        "Everyone who joins has a guide, three weeks of training and a talk with their director in month three.",
        (
            DemoStep("Guides are found in every branch", -70, -100, 1.0),
            DemoStep("Training is the same everywhere", 15, -60, 0.5, 2, ("M1",)),
            DemoStep("Hundred people have gone through it", 210, 20, 0.0, 2, ("M2",)),
        ), 9_000, 0.8,
    ),
    DemoInitiative(
        "I-SHARE", "Shared targets with provinces", "PNP", ("PNP-1=0.3..0.5", "F3=0.1..0.3"), 210_000,
        "One set of targets for housing, water and schools, signed with each province and territory.",
        (
            DemoStep("Draft is agreed with four provinces", -30, -120, 1.0),
            DemoStep("All provinces and territories have answered", 55, -25, 0.4, 2, ("M1",)),
            DemoStep("Ministers sign", 140, 100, 0.0, 3, ("M2",)),
        ), 12_000,
    ),
    DemoInitiative(
        "I-LESSON", "Lessons that reach those who can act", "EVA", ("EVA-1=0.5..0.7", "L3=0.3..0.5"), 95_000,
        "Each evaluation ends in three recommendations with an owner and a day, and somebody asks after a quarter.",
        (
            DemoStep("Every open recommendation has an owner", -45, -80, 1.0),
            DemoStep("Owners say each quarter what came of it", 30, -20, 0.0, 1, ("M1",)),
            DemoStep("Four of five are carried out", 280, 60, 0.0, 2, ("M2",)),
        ), 5_000,
    ),
)  # fmt: skip


def start_initiatives(office: Actor) -> None:
    """Have them all stand there, as the office brought them in; one was agreed and slipped since, one is paused."""
    today = clock.today()
    heads = dict(Unit.objects.exclude(head=None).values_list("code", "head__employee_id"))
    upsert_initiatives(office, [_initiative(one, heads.get(one.unit, ""), today) for one in INITIATIVES])
    upsert_milestones(office, [row for one in INITIATIVES for row in _milestones(one, today)])
    upsert_costs(office, [row for one in INITIATIVES for row in _costs(one, today)])
    with clock.fixed(clock.now() - timedelta(days=AGREED_DAYS_AGO)):
        for row in Initiative.objects.filter(code__in=("I-CASE", "I-NORTH")):
            agree_baseline(office, initiative=row, note="Executive committee")
    moved = Milestone.objects.select_related("initiative").get(initiative__code="I-NORTH", code="M3")
    move_milestones(office, moves={moved: SLIPPED_DAYS})
    paused = Initiative.objects.get(code="I-LESSON")
    reason = "Two evaluators are lent to the queue in Ontario until it is cleared."
    set_status(office, initiative=paused, status="paused", reason=reason, until=today + timedelta(days=60))


def _initiative(one: DemoInitiative, owner: str, today: date) -> InitiativeRow:
    starts = [step.start if step.start is not None else step.due for step in one.steps]
    return InitiativeRow(
        one.code,
        one.name,
        one.serves,
        owner,
        unit=one.unit,
        start_date=today + timedelta(days=min(starts)),
        due_date=today + timedelta(days=max(step.due for step in one.steps)),
        budget=one.budget,
        currency=CURRENCY,
        description=one.about,
    )


def _milestones(one: DemoInitiative, today: date) -> Iterator[MilestoneRow]:
    for number, step in enumerate(one.steps, 1):
        due = today + timedelta(days=step.due)
        yield MilestoneRow(
            one.code,
            f"M{number}",
            step.name,
            weight=step.weight,
            start_date=None if step.start is None else today + timedelta(days=step.start),
            due_date=due,
            done_on=due if step.done == 1.0 else None,
            completion=step.done,
            depends_on=step.needs,
        )


def _costs(one: DemoInitiative, today: date) -> Iterator[CostRow]:
    """Half a year planned and spent, and half a year to come."""
    month = Period.containing(today, Frequency.MONTHLY)
    for back in range(-5, 7):
        spent = round(one.monthly * one.overrun * (1.0 + 0.04 * (back % 3 - 1)), -2) if back < 0 else None
        yield CostRow(one.code, month.shift(back), planned=one.monthly, actual=spent)
