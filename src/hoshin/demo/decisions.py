"""What the agency decided: three decisions that were looked at again, two that wait for that, and a question."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.decisions.services import put_question, review_decision, take_decision
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class DemoDecision:
    """A decision: of the head of a unit, about things by their codes, taken so many days ago (None: not yet).

    `expected`: a measure, in how many months from now, and the range with its middle.
    """

    question: str
    options: tuple[str, ...]
    about: tuple[str, ...]
    unit: str
    said: dict[str, Any] = field(default_factory=dict)
    ago: int | None = None
    review: int = 180
    expected: tuple[str, int, float, float, float] | None = None
    context: str = ""
    found: dict[str, Any] | None = None


DECISIONS = (
    DemoDecision(
        "Does the new case system go live as planned, or wait for its second server?",
        ("Go live as planned, on one server", "Wait for the second server, half a year"),
        ("L2", "TOO-UP"), "COR",
        {
            "reasons": "The old system is soon out of support, and 400 officers are trained now. The "
            "vendor ran on one "
            "server for two years elsewhere.",
            "dissent": "Digital Services: an outage of the one server stops every region. Nobody has tried what "
            "happens then.",
            "confidence": 80, "is_reversible": False,
        },
        # Before its availability fell for good.
        ago=560, review=270, expected=("TOO-UP", -6, 99.0, 99.4, 99.8),
        context="Finance can pay for the second server only in the next fiscal year.",
        found={
            "is_process_good": False, "is_outcome_good": False,
            "why": "We took the vendor's word for what we could have tried ourselves in a week. The dissent "
            "named what then "
            "happened; nobody asked for figures.",
            "next_steps": "No system goes live before its outage was practised. The second server: see the "
            "decision on it.",
        },
    ),
    DemoDecision(
        "One common advertisement for every post, or one for each unit as before?",
        ("One common advertisement, approved by finance once",),
        ("L1", "HRS-VAC"), "HRS",
        {
            "reasons": "Five of sixteen weeks go by before a post is advertised. The text is the same in nine "
            "of ten cases.",
            "confidence": 70,
        },
        ago=300, review=240, expected=("HRS-VAC", -1, 80.0, 95.0, 108.0),
        found={
            "is_process_good": True, "is_outcome_good": True,
            "why": "Posts are out within four days. It came as the analysis said, a little faster.",
            "next_steps": "Keep it. Ask after a year whether applicants miss anything in it.",
        },
    ),
    DemoDecision(
        "Do five officers of the Prairies decide Ontario's files over the summer?",
        ("Five officers for three months", "Two officers for six months"),
        ("ONT-1", "REG-1", "ONT-WAIT"), "REG",
        {
            "reasons": "The Prairies were ahead of their plan by 300 files; Ontario's queue grew by 40 a week.",
            "dissent": "Prairies office: our own renewals fall into the same months.",
            "confidence": 65,
        },
        ago=210, review=120,
        found={
            "is_process_good": True, "is_outcome_good": False,
            "why": "What was known then was right, and the figures were asked for. Then the case system stood "
            "still for nineteen "
            "days, in which the five could decide nothing.",
            "next_steps": "The same once the second server runs: twelve officers, four weeks each.",
        },
    ),
    DemoDecision(
        "Do we buy the second server now, from what is left of this year's budget?",
        ("Buy it now", "Rent one until the next fiscal year"),
        ("COR-1", "COR-LOST", "I-CASE"), "COR",
        {
            "reasons": "Each outage costs more than a month's rent. Bought, it is ours when the lease would end.",
            "confidence": 75, "is_reversible": False,
        },
        ago=75, review=210, expected=("COR-LOST", 4, 90.0, 160.0, 260.0),
    ),
    DemoDecision(
        "Do we open the office in Nain this year?",
        ("Open it this year",),
        ("C2", "I-NORTH"), "NIP",
        context="Iqaluit is open, Inuvik follows. Partners ask for Nain before winter; rooms are free from "
        "September. A trial of two "
        "months in the school would show how many come.",
    ),
)  # fmt: skip
IN_MEETING = DemoDecision(
    "Do officers of other regions stay in Ontario beyond spring?",
    ("Until the files older than 90 days are decided", "Until the end of the fiscal year"),
    ("ONT-1", "I-ONT"), "REG",
    {"reasons": "Ontario cannot keep pace alone before its nine posts are filled."},
)  # fmt: skip


def decide(office: Actor) -> None:
    """Put and take them, each on its day, and look at three of them again on theirs."""
    things = _things()
    deciders = _heads()
    for one in DECISIONS:
        day = clock.now() - timedelta(days=one.ago or 20)
        with clock.fixed(day):
            row = put_question(
                office,
                question=one.question,
                options=one.options,
                about=[things[code] for code in one.about],
                decider=deciders.get(one.unit),
                context=one.context,
                **_expected(one, day + timedelta(days=one.ago or 20), things),
            )
            if one.ago is None:
                continue
            option = row.options.get(name=one.options[0])
            row = take_decision(
                office, decision=row, option=option, review_on=clock.today() + timedelta(days=one.review), **one.said
            )
        if one.found is not None:
            with clock.fixed(day + timedelta(days=one.review + 6)):
                review_decision(office, decision=row, **one.found)


def decision_in_meeting() -> dict[str, Any]:
    """What is decided in the meeting that was held."""
    things, one = _things(), IN_MEETING
    return {
        "question": one.question,
        "options": one.options,
        "about": [things[code] for code in one.about],
        "decider": _heads().get(one.unit),
        "chosen": one.options[0],
        **one.said,
    }


def _expected(one: DemoDecision, now: Any, things: dict[str, Any]) -> dict[str, Any]:
    if one.expected is None:
        return {}
    code, months, low, middle, high = one.expected
    measure = things[code]
    period = Period.containing(now.date(), measure.period_frequency).shift(months)
    return {
        "effect_on": measure,
        "effect_in": period,
        "expected_low": low,
        "expected": middle,
        "expected_high": high,
    }


def _things() -> dict[str, Any]:
    codes = {code for one in (*DECISIONS, IN_MEETING) for code in one.about} | {
        one.expected[0] for one in DECISIONS if one.expected is not None
    }
    found: dict[str, Any] = {}
    for model in (Objective, Measure, Initiative):
        found |= {row.code: row for row in model.objects.filter(code__in=codes)}
    return found


def _heads() -> dict[str, Person]:
    units = Unit.objects.filter(head__isnull=False).select_related("head")
    return {unit.code: unit.head for unit in units if unit.head is not None}
