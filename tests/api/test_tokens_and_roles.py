"""Every operation as every kind of caller: what is not granted is refused.

A slice may say of its own operations who may call them, and with what: `OPERATIONS` and `BODIES` in its `addresses.py`.
"""

from collections import defaultdict
from datetime import date, time

import pytest
from django.db import transaction
from tests.breakdowns.regions import broken_down
from tests.okrs.goals import quarter, written
from tests.personal.a_file import a_file_of
from tests.scenarios.a_scenario import shared_with_everyone
from tests.slices import said_by_slices

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import revoke_token
from hoshin.actions.selectors import action_by_code
from hoshin.actions.services import accept_deviation, add_action_file, open_action
from hoshin.api.api import api
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.commentary.services import add_file
from hoshin.decisions.services import put_question, take_decision
from hoshin.discussion.services import write_comment
from hoshin.discussion.subjects import subject_of
from hoshin.feedback.models import FeedbackRequest
from hoshin.forecasts.services import refresh_forecasts
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.initiatives.services import add_initiative, add_initiative_file, add_milestone
from hoshin.leading.services import announce, ask_about
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.meetings.services import add_action_item, answer_one_on_one, propose_one_on_one
from hoshin.org.models import Person
from hoshin.org.services import add_person, grant_relation
from hoshin.pulse.services import launch_wave, plan_wave
from hoshin.risks.services import add_category, add_risk
from hoshin.scorecards.services import ClosingRule, close_as_it_stands
from hoshin.signals.models import Signal
from hoshin.signals.services import WatchWish, add_watch_rule, look_at_everything
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy_reviews.models import StrategyReviewSeries
from hoshin.strategy_reviews.services import begin_series, plan_review

pytestmark = pytest.mark.django_db

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
RECORDERS = OFFICE | {"contributor"}

TABLE = {
    ("get", "/plans"): EVERYONE,
    ("get", "/plans/E"): EVERYONE,
    ("get", "/plans/E/periods"): EVERYONE,
    ("get", "/plans/E/scorecard"): EVERYONE,
    ("get", "/plans/E/holdings"): EVERYONE,
    ("get", "/plans/E/side-by-side"): EVERYONE,
    ("get", "/objectives"): EVERYONE,
    ("get", "/objectives/GROW"): EVERYONE,
    ("get", "/nodes?plan=E"): EVERYONE,
    ("get", "/nodes/GROW"): EVERYONE,
    ("get", "/nodes/GROW/explanation"): EVERYONE,
    ("get", "/nodes/GROW/units"): EVERYONE,
    ("get", "/measures"): EVERYONE,
    ("get", "/measures/REV"): EVERYONE,
    ("get", "/measures/REV/targets"): EVERYONE,
    ("get", "/measures/REV/actuals"): EVERYONE,
    ("get", "/measures/REV/actuals/2026-10"): EVERYONE,
    ("post", "/measures/REV/actuals"): RECORDERS,
    ("post", "/measures/COST/actuals"): OFFICE,
    ("post", "/actuals"): RECORDERS,
    ("delete", "/measures/REV/actuals/2026-10"): RECORDERS,
    ("get", "/measures/REV/definition"): EVERYONE,
    ("patch", "/measures/REV/definition"): OFFICE,
    ("get", "/plans/E/definition"): EVERYONE,
    ("patch", "/plans/E/definition"): OFFICE,
    ("get", "/roll-ups/objective/GROW"): EVERYONE,
    ("patch", "/roll-ups/objective/GROW"): OFFICE,
    ("get", "/units"): EVERYONE,
    ("get", "/units/NORTH"): EVERYONE,
    ("get", "/people"): EVERYONE,
    ("get", "/people/P1"): EVERYONE,
    ("get", "/audit"): OFFICE,
} | said_by_slices("OPERATIONS")
BODIES = {
    "/measures/REV/actuals": {"period": "2026-10", "value": 35},
    "/measures/REV/definition": {"direction": "lower"},
    "/plans/E/definition": {"green_from": 80.0},
    "/roll-ups/objective/GROW": {"aggregator": "min", "critical": ["REV"]},
    "/measures/COST/actuals": {"period": "2026-10", "value": 80},
    "/actuals": {"rows": [{"measure": "REV", "period": "2026-10", "value": 36}]},
} | said_by_slices("BODIES")


MEETINGS = ("/one-on-ones", "/action-items")


def given(path):
    """The numbers that stand in a path, once there is what its operations need."""
    if "{signal}" in path or "{watch_rule}" in path or path == "/signals/answers":
        return a_signal()
    if "{attachment}" in path:
        rev = Measure.objects.get(code="REV")
        return {"attachment": add_file(Actor.system(), thing=rev, name="contract.pdf", content=b"%PDF-1.7").pk}
    if path.startswith("/my-data/{"):
        return {"number": a_file_of(User.objects.get(email="carl@hoshin.test")).pk}
    if path.endswith(("/hand-over", "/proposals")) or path.startswith(("/feedback", "/recognitions")):
        rika = add_person(Actor.system(), employee_id="P2", name="Rika Receiver")
        carl = Person.objects.get(employee_id="P1")
        asked = FeedbackRequest.objects.create(asker=rika, asked=carl, question="How was it?", asked_at=clock.now())
        return {"number": asked.pk}
    if path.startswith("/cycles/"):
        cycle = quarter(Actor.system())
        if path.endswith("/reopen"):
            close_as_it_stands(Actor.system(), cycle=cycle, rule=ClosingRule())
    if path.endswith("/forecast"):
        refresh_forecasts(Actor.system())
    if path.startswith("/initiatives/{"):
        return an_initiative()
    if path.startswith(("/initiative-files/", "/action-files/")):
        return {"number": a_file(path)}
    if path.startswith(("/risks/{", "/risk-categories/{")):
        return a_risk()
    if path.startswith("/announcements"):
        return an_announcement()
    if path.startswith(MEETINGS):
        return a_one_on_one()
    if path.startswith("/goals/"):
        written(Actor.system())
    if "{dimension}" in path or path in ("/members", "/breakdowns", "/member-values"):
        return {"dimension": broken_down(Actor.system(), Measure.objects.get(code="REV")).dimension.code}
    if "{relation}" in path:
        top = add_person(Actor.system(), employee_id="P2", name="Rika Receiver")
        other = add_person(Actor.system(), employee_id="P3", name="Ron Report")
        granted = grant_relation(Actor.system(), person=top, relation="dotted_line", to=other, reason="Project")
        return {"relation": granted.pk}
    if "{review}" in path or path == "/strategy-reviews":
        return {"review": a_strategy_review(), "topic": "2"}
    if "{decision}" in path:
        return a_decision(is_taken=path.endswith(("/review", "/evidence")))
    if path.startswith(("/actions/{", "/deviations/{")):
        return an_action()
    if "{scenario}" in path:
        return {"scenario": shared_with_everyone().code}
    if path.startswith("/surveys"):
        return a_survey()
    if path.startswith("/planned-surveys"):
        return a_survey(is_planned=True)
    for beginning, make in said_by_slices("GIVEN").items():
        if path.startswith(beginning):
            return make(path)
    if "{comment}" in path:
        own = Actor.of(User.objects.get(email="carl@hoshin.test"), "web")
        goal = subject_of(own, "objective", Objective.objects.get(code="GROW").pk)
        return {"comment": write_comment(own, subject=goal, text="Why?").code}
    return {}


def send(program, method, path, numbers):
    body = [BODIES[path]] if method in ("post", "patch") else []
    if path == "/signals/answers":
        body = [{**BODIES[path], "numbers": [numbers["signal"]]}]
    return getattr(program, method)(path.format_map(numbers), *body)


def an_initiative():
    """The codes of one that Carl owns and that serves what everybody sees, and of its milestone."""
    carl = Person.objects.get(employee_id="P1")
    own, serves = Actor.of(carl.user, "web"), {Objective.objects.get(code="GROW"): (0.2, 0.4)}
    row = add_initiative(own, code="I1", name="One desk", owner=carl, effects=serves)
    step = add_milestone(own, initiative=row, name="Staffed", due_date=date(2026, 12, 1))
    return {"initiative": row.code, "milestone": step.code}


def a_file(path):
    """The number of one on what Carl owns."""
    said = {"name": "plan.pdf", "content": b"%PDF-1.7"}
    if path.startswith("/initiative"):
        row = initiative_by_code(Actor.system(), an_initiative()["initiative"])
        return add_initiative_file(Actor.system(), initiative=row, **said).pk
    row = action_by_code(Actor.system(), an_action()["action"])
    return add_action_file(Actor.system(), action=row, **said).pk


def a_risk():
    """The codes of one that Carl owns and that everybody sees, and of a category without risks."""
    carl = Person.objects.get(employee_id="P1")
    at_stake = [Objective.objects.get(code="GROW")]
    row = add_risk(Actor.of(carl.user, "web"), code="R1", name="The hotline fails", objectives=at_stake, owner=carl)
    return {"risk": row.code, "risk_category": add_category(Actor.system(), code="RC1", name="Service").code}


def a_survey(is_planned=False):
    """The code of one that is open, or planned, in an organisation that is large enough for it."""
    for number in range(12):
        add_person(Actor.system(), employee_id=f"S{number}", name=f"Sol {number}")
    said = {"name": "How are you?", "survey": "engagement", "closes_on": date(2026, 12, 4)}
    if is_planned:
        return {"planned": plan_wave(Actor.system(), **said, opens_on=date(2026, 12, 1)).code}
    return {"survey": launch_wave(Actor.system(), **said).code}


def a_signal():
    """The number of one on Carl's measure, and of a rule of his own that reads it."""
    rev = Measure.objects.get(code="REV")
    record_actual(Actor.system(), measure=rev, period=Period.parse("2026-08"), value=45)
    look_at_everything(Actor.system("worker"))
    own = Actor.of(User.objects.get(email="carl@hoshin.test"), "web")
    rule = add_watch_rule(own, wish=WatchWish("Low", 25.0, rev))
    signal = Signal.objects.get(rule="status_changed", measure=rev)
    return {"signal": signal.pk, "watch_rule": rule.pk}


def an_announcement():
    """The number of one that Carl made to who reports to him, and of a question about it."""
    carl = Person.objects.get(employee_id="P1")
    add_person(Actor.system(), employee_id="P2", name="Rika Receiver", manager=carl)
    own = Actor.of(carl.user, "web")
    row = announce(own, title="Answer within a day", text="From May on.", to_team=True)
    return {"announcement": row.pk, "question": ask_about(own, announcement=row, text="Also in July?").pk}


def an_action():
    """The code of one of Carl's that is to be checked, and the number of a deviation that was accepted."""
    carl, rev = Person.objects.get(employee_id="P1"), Measure.objects.get(code="REV")
    own, today = Actor.of(carl.user, "web"), clock.today()
    said = {"name": "Call them", "owner": carl, "due_on": today, "check_on": today}
    action = open_action(own, thing=rev, period=Period.parse("2026-10"), **said)
    accepted = accept_deviation(Actor.system(), thing=rev, ends_on=today, reason="A strike")
    return {"action": action.code, "number": accepted.pk}


def a_strategy_review():
    """The code of one that Carl leads."""
    system = Actor.system()
    series = StrategyReviewSeries.objects.first()
    if series is None:
        series = begin_series(
            system, name="Quarterly", plan=Plan.objects.first(), chair=Person.objects.get(employee_id="P1")
        )
    return plan_review(system, series=series, starts_at=clock.now()).code


def a_decision(is_taken):
    """The code of one that nobody in particular decides, to be taken or to be looked at again."""
    system, carl = Actor.system(), Person.objects.get(employee_id="P1")
    row = put_question(system, question="A second desk?", options=["Open it"], decider=carl)
    if is_taken:
        said = {"option": row.options.get(position=0), "reasons": "Now.", "review_on": date(2027, 5, 1)}
        take_decision(system, decision=row, **said)
    return {"decision": row.code}


def a_one_on_one():
    """The number of one that Carl has with somebody, of what is to be done from it, and of one that is proposed to him."""
    rika = User.objects.create(email="rika@hoshin.test", name="Rika Receiver", role="member")
    partner = add_person(Actor.system(), employee_id="P2", name="Rika Receiver", user=rika)
    own = Actor.of(User.objects.get(email="carl@hoshin.test"), "web")
    one = propose_one_on_one(own, partner=partner, starts_on=date(2026, 11, 24), at=time(10))
    item = add_action_item(own, one_on_one=one, text="Ask three customers", owner=one.organiser)
    proposed = propose_one_on_one(
        Actor.of(rika, "web"), partner=one.organiser, starts_on=date(2026, 11, 25), at=time(10)
    )
    answer_one_on_one(Actor.of(rika, "web"), one_on_one=one, is_accepted=True)
    return {"one": one.pk, "item": item.pk, "proposed": proposed.pk}


def test_the_table_names_every_operation(enterprise):
    described = {
        (method, path.removeprefix("/api/v1"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert len({(method, path) for method, path in TABLE if not path.startswith("/measures/COST")}) == len(described)


RESOURCES = sorted({path.split("/")[1].partition("?")[0] for _, path in TABLE})


@pytest.mark.parametrize("resource", RESOURCES)
def test_operations_as_every_role(enterprise, ada, olga, carl, vera, program, resource):
    callers = [(Actor.of(user, "api").standing, program(user)) for user in (ada, olga, carl, vera)]
    wrong = []
    for method, path in [one for one in TABLE if one[1].split("/")[1].partition("?")[0] == resource]:
        # What serves only private objectives of others, and what others talk about, does not exist for those who may not
        # see it.
        hidden = (
            "/measures/COST",
            "/feedback/requests/{",
            "/proposals/",
            "/relations/{",
            "/watch-rules/{",
            "/my-data/{",
            "/planned-surveys/{",
            "/strategy-reviews/{",
            *said_by_slices("HIDDEN"),
        )
        refused = 404 if path.startswith(hidden) or (path.startswith(MEETINGS) and "{" in path) else 403
        before = transaction.savepoint()
        numbers = given(path)
        for standing, caller in callers:
            there = transaction.savepoint()
            answer = send(caller, method, path, numbers)
            transaction.savepoint_rollback(there)
            if answer.status_code != (200 if standing in TABLE[method, path] else refused):
                wrong.append((method, path, standing, answer.status_code, answer.content))
        transaction.savepoint_rollback(before)
    assert wrong == []


def test_a_stranger_is_asked_for_a_token(enterprise, program):
    stranger, any_number = program(), defaultdict(lambda: 1)
    for method, path in TABLE:
        answer = send(stranger, method, path, any_number)
        assert answer.status_code == 401, (method, path)
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["code"] == "unauthenticated"


def test_a_revoked_token_opens_nothing(enterprise, ada, client, token_of):
    token, secret = token_of(ada)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/plans", headers=headers).status_code == 200
    revoke_token(Actor.of(ada, "web"), token=token)
    assert client.get("/api/v1/plans", headers=headers).status_code == 401


def test_a_token_ends_with_its_last_day(enterprise, ada, program):
    from datetime import UTC, datetime

    from hoshin.base import clock

    caller = program(ada, expires_on=date(2026, 11, 23))
    assert caller.get("/plans").status_code == 200
    with clock.fixed(datetime(2026, 11, 24, 0, 1, tzinfo=UTC)):
        assert caller.get("/plans").status_code == 401


def test_a_session_is_no_token(enterprise, ada, client):
    client.force_login(ada)
    assert client.get("/api/v1/plans").status_code == 401
    assert client.post("/api/v1/actuals", BODIES["/actuals"], content_type="application/json").status_code == 401


def test_an_inactive_user_has_no_working_token(enterprise, vera, program):
    caller = program(vera)
    vera.is_active = False
    vera.save()
    assert caller.get("/plans").status_code == 401


def test_private_objectives_do_not_exist_for_others(enterprise, olga, vera, program):
    assert program(olga).get("/objectives/SECRET").status_code == 200
    caller = program(vera)
    assert caller.get("/objectives/SECRET").status_code == 404
    assert caller.get("/nodes/SECRET").status_code == 404
    for path in ("/objectives", "/nodes?plan=E", "/plans/E/scorecard", "/nodes/E/explanation", "/nodes/E/units"):
        assert b"SECRET" not in caller.get(path).content, path
        assert b"Sell the yard" not in caller.get(path).content, path
