"""Initiatives by sheet and by program: both ways, all faults named, nothing lost."""

from types import SimpleNamespace

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.services import create_token
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.initiatives.models import (
    Baseline,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    Milestone,
    MilestoneDependency,
)
from hoshin.initiatives.services import add_initiative, add_milestone, agree_baseline, change_initiative, set_cost
from hoshin.org.models import Organisation

INITIATIVES = "code,name,objectives,owner,team,start_date,due_date,budget,currency,status,status_reason,status_until\n"
MILESTONES = "initiative,code,name,start_date,due_date,done_on,completion,depends_on\n"
COSTS = "initiative,period,planned,actual,currency\n"


@pytest.fixture
def whole(team, desk):
    """That initiative with all that can hang on one, and another that waits for it."""
    olga = team.as_of("olga")
    Organisation.objects.create(name="North", currency="CAD")
    change_initiative(
        olga, initiative=desk, team=[team.vera, team.mia], budget=9000.0, currency="CAD", unit=team.mia.unit
    )
    set_cost(olga, initiative=desk, period="2026-10", planned=100.0, actual=130.5, note="Two desks")
    set_cost(olga, initiative=desk, period="2026-Q4", planned=50.0)
    agree_baseline(olga, initiative=desk, note="Board")
    other = add_initiative(olga, code="I2", name="New letters", effects={team.secret: (0.5, 0.5)}, owner=team.vera)
    needs = [Milestone.objects.get(initiative=desk, code="M2")]
    add_milestone(olga, initiative=other, name="Printed", due_date="2027-05-01", needs=needs)
    return desk


def kept():
    return [
        sorted(Initiative.objects.values_list("code", "name", "owner__name", "unit__code", "budget", "currency")),
        sorted(ExpectedEffect.objects.values_list("initiative__code", "objective__code", "low", "high")),
        sorted(
            Milestone.objects.values_list("initiative__code", "code", "weight", "due_date", "position", "completion")
        ),
        sorted(
            MilestoneDependency.objects.values_list("milestone__initiative__code", "milestone__code", "needs__code")
        ),
        sorted(InitiativeCost.objects.values_list("starts_on", "frequency", "planned", "actual", "note"), key=str),
        sorted(Baseline.objects.values_list("agreed_at", "agreed_by", "note", "due_date")),
        [row.dates for row in Baseline.objects.all()],
        sorted(Initiative.objects.values_list("code", "team__person__employee_id"), key=str),
    ]


def test_what_goes_out_comes_back_the_same(team, whole, tmp_path):
    export(team.as_of("olga"), tmp_path / "out")
    again = import_workbook(team.as_of("olga"), tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    before = kept()
    Initiative.objects.all().delete()
    import_workbook(team.as_of("olga"), tmp_path / "out")
    assert kept() == before


def test_a_private_objective_stands_in_no_file_of_who_may_not_see_it(team, whole, tmp_path):
    export(team.as_of("carl"), tmp_path / "out")
    text = (tmp_path / "out" / "initiatives.csv").read_text()
    assert ("I1" in text, "O1=0.2..0.4" in text, "I2" in text) == (True, True, False)


@pytest.mark.parametrize(
    ("sheet", "row", "why"),
    [
        ("initiatives", "X,Late,O1,,,2027-01-01,2026-01-01,,,,,", "lies before start_date"),
        ("initiatives", "X,Much,O1=2,,,,,,,,,", "share of its gap"),
        ("initiatives", "X,Less,O1=0.5..0.2,,,,,,,,,", "share of its gap"),
        ("initiatives", "X,Nowhere,O9,,,,,,,,,", "no objective of this code"),
        ("initiatives", "X,Nobody,O1,,NOBODY,,,,,,,", "no person of this code"),
        ("initiatives", "X,Abroad,O1,,,,,5,EUR,,,", "Amounts are in CAD, and not in EUR"),
        ("initiatives", "X,Green,O1,,,,,,,on_track,,2027-01-01", "has a reason"),
        ("initiatives", "X,Green,O1,,,,,,,on_track,So it is,", "until when"),
        ("milestones", "I1,M2,One,,2026-11-10,,,M2", "does not wait for itself"),
        ("milestones", "I1,M2,One,,2026-11-10,,,M3", "I1/M2 waits for I1/M3 waits for I1/M2"),
        ("milestones", "I1,M2,One,,2026-11-10,,,I2/M1", "wait for each other"),
        ("milestones", "I1,M2,One,2026-12-01,2026-11-10,,,", "lies before start_date"),
        ("milestones", "I1,M2,One,,2026-11-10,2027-01-01,,", "day to come"),
        ("milestones", "I1,M2,One,,2026-11-10,,1.5,", "completion"),
        ("milestones", "I1,M2,One,,2026-11-10,,,M22", "Did you mean"),
        ("milestones", "I9,M1,One,,2026-11-10,,,", "no initiative of this code"),
        ("milestones", "I1,M9,One,,,,,", "due_date"),
        ("costs", "I1,2026-11,5,,EUR", "Amounts are in CAD, and not in EUR"),
        ("costs", "I1,2026-11,,,", "no amount"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_nothing_changes(team, whole, tmp_path, sheet, row, why):
    head = {"initiatives": INITIATIVES, "milestones": MILESTONES, "costs": COSTS}[sheet]
    before = kept()
    with pytest.raises(Invalid, match=why):
        import_workbook(team.as_of("olga"), written(tmp_path / "in", {sheet: f"{head}{row}\n"}))
    assert kept() == before


def test_an_agreed_plan_is_not_rewritten(team, whole, tmp_path):
    export(team.as_of("olga"), tmp_path / "out")
    place = tmp_path / "out" / "baselines.csv"
    place.write_text(place.read_text().replace("Board", "Not the board"))
    with pytest.raises(Invalid, match="not changed any more"):
        import_workbook(team.as_of("olga"), tmp_path / "out")


def test_what_is_complete_in_a_file_is_done(team, desk, tmp_path):
    import_workbook(
        team.as_of("olga"), written(tmp_path / "in", {"milestones": f"{MILESTONES}I1,M2,One,,2026-11-10,,1,\n"})
    )
    assert str(Milestone.objects.get(initiative=desk, code="M2").done_on) == "2026-11-23"


@pytest.fixture
def program(team, client):
    def of(name):
        secret = create_token(team.as_of(name), name="program")[1]
        named = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
        return SimpleNamespace(
            get=lambda path: client.get(f"/api/v1{path}", headers=named["headers"]),
            **{
                verb: lambda path, body=None, verb=verb: getattr(client, verb)(f"/api/v1{path}", body or {}, **named)
                for verb in ("post", "patch", "delete")
            },
        )

    return of


def test_an_initiative_is_started_changed_and_read_by_program(team, program):
    carl, vera = program("carl"), program("vera")
    said = {
        "code": "I1",
        "name": "One desk",
        "serves": [{"objective": "O1", "low": 0.2, "high": 0.4}],
        "template": "pilot",
    }
    row = carl.post("/initiatives", said | {"start_date": "2026-09-01", "team": ["VERA"]}).json()
    assert (row["owner"], row["milestones"], row["status"]) == ("CARL", 5, "off_track")
    assert vera.patch("/initiatives/I1", {"name": "Mine"}).status_code == 403
    changed = carl.patch("/initiatives/I1", {"name": "First", "version": row["version"]}).json()
    assert (changed["name"], changed["owner"], changed["start_date"]) == ("First", "CARL", "2026-09-01")
    assert carl.patch("/initiatives/I1", {"name": "Second", "version": row["version"]}).status_code == 409
    assert carl.get("/initiatives?objective=O1&mine=true").json()["count"] == 1
    paused = {"status": "paused", "reason": "Waiting for the budget.", "until": "2027-01-01"}
    assert carl.post("/initiatives/I1/status", paused).json()["decided_by"] == "hand"
    assert carl.post("/initiatives", {"code": "I2", "name": "Else", "owner": "VERA"}).status_code == 403
    assert carl.get("/initiatives/I9").status_code == 404
    assert carl.delete("/initiatives/I1").json()["code"] == "I1"


def test_milestones_move_and_cost_by_program(team, desk, program):
    carl = program("carl")
    place = "/initiatives/I1/milestones"
    assert [one["depends_on"] for one in carl.get(place).json()] == [[], [], ["I1/M2"]]
    assert carl.patch(f"{place}/M2", {"depends_on": ["M3"]}).status_code == 422
    tried = carl.post(f"{place}/M2/move", {"days": 30}).json()
    assert ([one["days"] for one in tried["moved"]], tried["saved"], tried["is_critical"]) == ([30, 9], False, True)
    assert carl.post(f"{place}/M2/move", {"days": 30, "is_tried": False}).json()["saved"]
    assert [one["due_date"] for one in carl.get(place).json()][1:] == ["2026-12-10", "2027-03-10"]
    assert carl.patch(f"{place}/M2", {"done_on": "2026-11-20"}).json()[1]["completion"] == 1.0
    assert len(carl.post(place, {"name": "Closed", "due_date": "2027-06-01", "depends_on": ["M3"]}).json()) == 4
    assert len(carl.delete(f"{place}/M4").json()) == 3
    assert carl.post("/initiatives/I1/costs", {"period": "2026-10", "planned": 5.0}).json()["planned"] == 5.0
    assert carl.post("/initiatives/I1/baselines", {"note": "Board"}).json()["milestones"][0]["code"] == "M1"
    assert carl.get("/initiatives/I1/baselines").json()["count"] == 1
    (band,) = carl.get("/roadmap").json()["items"]
    assert (band["initiative"]["code"], len(band["milestones"])) == ("I1", 3)
