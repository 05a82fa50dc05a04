"""What the agency does about what is off track: corrective actions in every state, and one deviation that was accepted."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.actions.rows import ActionRow, DeviationRow
from hoshin.actions.services import upsert_actions, upsert_deviations
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.demo.plan import CODE
from hoshin.measures.models import Measure
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Plan
from hoshin.strategy.services import change_plan

REACTION_DAYS = 10


@dataclass(frozen=True, slots=True)
class DemoAction:
    """An action on a measure: what is said of it, and its days counted back from today (those to come are negative).

    `off` is how many months ago the measure was off track, `since` how many months ago it was checked.
    """

    code: str
    measure: str
    off: int
    name: str
    said: dict[str, object]
    days: tuple[int, int, int]
    since: int | None = None


ACTIONS = (
    DemoAction(
        "A-1", "HRS-VAC", 8, "Advertise every post within five days, with one form for all units",
        {
            "happened": "It took four months to fill a post; three teams worked with half of their people.",
            "why_1": "Posts were advertised five weeks after they fell vacant.",
            "why_2": "Each unit wrote its own advertisement, and finance asked for changes twice.",
            "why_3": "There was no text that finance had approved before.",
            "cause": "No common, approved advertisement.",
            "expected_low": -15.0, "expected_high": -5.0, "cost": 4_000.0,
            "state": "checked", "outcome": "worked", "next_step": "standardise",
            "conclusion": "Posts are out within four days, and days to fill fell with every month since. The form stays.",
        },
        (225, 190, 100), 3,
    ),
    DemoAction(
        "A-2", "TOO-HELP", 8, "A page of answers to the forty questions that are asked most",
        {
            "happened": "Help requests nearly doubled after the new case system went live.",
            "people": "Half of the officers had one hour of training.",
            "equipment": "Searches time out at busy hours.",
            "cause": "Officers do not find what they look for.",
            "expected_low": -0.5, "expected_high": -0.3, "cost": 9_500.0,
            "state": "checked", "outcome": "no", "next_step": "other_cause",
            "conclusion": "The page is read, and requests came down by far less than expected: people ask because the "
            "system is slow, not because they lack an answer.",
        },
        (220, 180, 130), 4,
    ),
    DemoAction(
        "A-3", "COR-LOST", 2, "A second server, and a switch-over that is practised every month",
        {
            "happened": "Each outage stops some four hundred people for an hour or more.",
            "why_1": "The case system runs on one server.",
            "why_2": "The second one was cut from the budget to go live in time.",
            "cause": "No second server.",
            "expected_low": -300.0, "expected_high": -150.0, "cost": 185_000.0, "state": "done",
        },
        (75, 20, -25),
    ),
    DemoAction(
        "A-4", "ONT-WAIT", 1, "Twelve officers from other regions decide Ontario's oldest files until spring",
        {
            "happened": "The queue in Ontario has not become shorter for five months.",
            "process": "Files wait for the officer who opened them.",
            "people": "Nine posts of officers are vacant.",
            "cause": "Files belong to people, not to the office.",
            "expected_low": -90.0, "expected_high": -40.0, "cost": 62_000.0,
        },
        (20, -40, -100),
    ),
    DemoAction(
        "A-5", "PRO-OLD", 2, "Sort all applications older than 90 days by what they wait for",
        {
            "happened": "Too many complete applications wait for more than 90 days.",
            "why_1": "Nobody knows what they wait for.",
            "cause": "The case system shows the age of a file, and not what it lacks.",
            "expected_low": -60.0, "expected_high": -20.0,
        },
        (60, 9, -20),
    ),
    DemoAction(
        "A-6", "REG-45", 6, "Overtime on Saturdays in all regions",
        {
            "happened": "Little more than half of the applications were decided within 45 days.",
            "state": "dropped",
            "conclusion": "While the case system is down on Saturdays for repair, nobody could decide anything. Taken up "
            "again by A-4.",
        },
        (170, 120, 90), 5,
    ),
)  # fmt: skip
ACCEPTED = DeviationRow(
    "TOO-UP", "", "", date.min, date.min,
    "The repair needs the system down on four nights until the second server runs; officers are told a week before.",
)  # fmt: skip


def act_on_what_is_off_track(office: Actor, last: Period) -> None:
    """Write them all down, and let the agency's plan ask for a reaction; `last` is the last month that is over."""
    today = clock.today()
    owners = dict(
        Measure.objects.filter(code__in=[one.measure for one in ACTIONS]).values_list("code", "owner__employee_id")
    )
    upsert_actions(office, [_row(one, last, owners.get(one.measure) or "") for one in ACTIONS])
    accepted = ACCEPTED._replace(
        starts_on=today - timedelta(days=12), ends_on=today + timedelta(days=75), accepted_by=office.name
    )
    upsert_deviations(office, [accepted])
    change_plan(office, plan=Plan.objects.get(code=CODE), off_track_reaction_days=REACTION_DAYS)


def _row(one: DemoAction, last: Period, owner: str) -> ActionRow:
    today = clock.today()
    starts, due, check = (today - timedelta(days=days) for days in one.days)
    row = ActionRow(
        one.code, one.measure, "", "", last.shift(-one.off), one.name, owner=owner, starts_on=starts, due_on=due,
        check_on=check, opened_by="Strategy office",
    )._replace(**one.said)  # fmt: skip
    if row.state == "open":
        return row
    if one.since is None:
        return row._replace(done_on=due)
    before, after = (_value(one.measure, last.shift(-months)) for months in (one.off, one.since))
    is_checked = row.state == "checked"
    return row._replace(
        done_on=due if is_checked else None,
        concluded_on=check + timedelta(days=2),
        before=before if is_checked else None,
        after=after if is_checked else None,
    )


def _value(measure: str, period: Period) -> float | None:
    scored = Score.objects.filter(node__measure__code=measure, node__unit=None, period=period.start)
    return scored.values_list("value", flat=True).first()
