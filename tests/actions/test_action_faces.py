"""Corrective actions by program and by file."""

import pytest
from tests.api.conftest import Program
from tests.exchange.workbooks import written
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.actions.models import AcceptedDeviation, CorrectiveAction
from hoshin.actions.services import accept_deviation, check_action, open_action
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import change_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def rev(supplied_world, november, carl):
    return Measure.objects.get(code="REV")


def test_a_program_acts_checks_and_is_refused_where_somebody_was_faster(rev, office, carl, vera, client):
    caller, viewer = (Program(client, create_token(Actor.of(user, "web"), name="p")[1]) for user in (carl, vera))
    change_plan(office, plan=Plan.objects.get(), off_track_reaction_days=5, red_below=65.0, is_from_beginning=True)
    waiting = viewer.get("/actions/unanswered?plan=E").json()
    assert [(one["code"], one["owner"]) for one in waiting["items"]] == [("GROW", None), ("REV", "P1")]
    body = {"period": "2026-10", "name": "Call them", "owner": "P1", "due_on": "2026-11-23", "check_on": "2026-11-23"}
    made = caller.post(
        "/measures/rev/actions", body | {"effect_on": "REV", "expected_low": 1, "expected_high": 2}
    ).json()
    assert (made["code"], made["owner"], made["is_to_check"], made["version"]) == ("A-1", "P1", True, 1)
    assert viewer.get("/measures/REV/actions").json()["items"] == [made]
    assert viewer.get("/actions?state=to_check").json()["count"] == 1
    assert [one["code"] for one in viewer.get("/actions/unanswered?plan=E").json()["items"]] == ["GROW"]
    for more, field in (
        ({"due_on": "2026-11-01"}, "due_on"),
        ({"check_on": "2026-11-01"}, "check_on"),
        ({"period": "2026-13"}, None),
        ({"nmae": "x"}, None),
    ):
        answer = caller.post("/measures/REV/actions", body | more)
        assert answer.status_code == 422, more
        assert field is None or answer.json()["problems"][0]["field"] == field
    assert caller.patch("/actions/A-1", {"cause": "No list", "version": 1}).json()["version"] == 2
    assert caller.patch("/actions/A-1", {"cause": "Mine", "version": 1}).status_code == 409
    assert caller.post("/actions/A-1/state", {"state": "done"}).json()["done_on"] == "2026-11-23"
    checked = caller.post("/actions/a-1/check", {"outcome": "no", "conclusion": "Nothing moved"}).json()
    assert (checked["state"], checked["before"], checked["moved"], checked["is_within"]) == ("checked", 30, None, None)
    accepted = {"reason": "A strike", "ends_on": "2026-12-31"}
    assert caller.post("/measures/REV/deviation", accepted).status_code == 403
    assert caller.get("/measures/COST/actions").status_code == 404


def test_what_went_out_comes_back(rev, office, tmp_path):
    person, today = Person.objects.get(employee_id="P1"), clock.today()
    said = {"period": OCTOBER, "owner": person, "due_on": today, "check_on": today}
    action = open_action(office, thing=rev, name="=Call", cause="Lines\nof text", why_5="; ,", cost=1.5, **said)
    check_action(office, action=action, outcome="partly", next_step="try_again", conclusion="A little")
    open_action(office, thing=Objective.objects.get(code="GROW"), name="Visit", effect_on=rev, **said)
    accept_deviation(office, thing=rev, ends_on=today, reason="A strike")
    kept = {model: list(model.objects.order_by("pk").values()) for model in (CorrectiveAction, AcceptedDeviation)}
    export(office, tmp_path / "out")
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    for model, rows in kept.items():
        model.objects.all().delete()
        import_workbook(office, tmp_path / "out")
        for row, back in zip(rows, model.objects.order_by("pk").values(), strict=True):
            assert {**row, "id": 0, "version": 0, "created_at": 0} == {**back, "id": 0, "version": 0, "created_at": 0}


def test_a_file_says_whose_it_is_and_when(rev, office, tmp_path):
    head = "code,measure,objective,period,name,owner,starts_on,due_on,check_on,state,outcome\n"
    good = "X-1,REV,,2026-10,Call,P1,,2026-12-01,,,\n"
    import_workbook(office, written(tmp_path / "one", {"actions": head + good}))
    row = CorrectiveAction.objects.get()
    assert (row.opened_by, str(row.check_on), row.starts_on) == ("Olga Office", "2026-12-31", clock.today())
    assert import_workbook(office, written(tmp_path / "one", {"actions": head + good})).total.changed == 0
    wrong = (
        "X-2,REV,GROW,2026-10,Call,P1,,2026-12-01,,,\n"
        "X-3,REV,,2026-10,Call,,,2026-12-01,,,\n"
        "X-4,REV,,2026-10,Call,P1,2026-12-02,2026-12-01,,,\n"
        "X-5,REV,,2026-10,Call,P1,,2026-12-01,2026-11-30,,\n"
        "X-6,RVE,,2026-10,Call,P1,,2026-12-01,,,\n"
        "X-7,REV,,2026-10,Call,P1,,2026-12-01,,checked,\n"
        "X-8,REV,,2026-10,Call,P1,,2026-12-01,,open,worked\n"
    )
    accepted = "measure,starts_on,ends_on,reason\nREV,2026-11-01,2026-10-01,A strike\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "wrong", {"actions": head + wrong, "deviations": accepted}))
    assert sorted((one.sheet, one.row, one.field) for one in refused.value.problems) == [
        ("actions", 2, "measure"),
        ("actions", 3, "owner"),
        ("actions", 4, "due_on"),
        ("actions", 5, "check_on"),
        ("actions", 6, "measure"),
        ("actions", 7, "outcome"),
        ("actions", 8, "state"),
        ("deviations", 2, "ends_on"),
    ]
