"""Risks by sheet and by program: both ways, all faults named, nothing lost."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from tests.api.conftest import Program
from tests.exchange.workbooks import written
from tests.risks.conftest import MONEY, STEPS

from hoshin.accounts.services import create_token
from hoshin.base.errors import Invalid
from hoshin.cli.risks import risks
from hoshin.exchange.workbook import export, import_workbook
from hoshin.initiatives.services import add_initiative
from hoshin.risks.models import Risk, RiskAssessment, RiskCategory, RiskControl, RiskIndicator
from hoshin.risks.services import add_risk, change_category, change_risk, close_risk, set_controls, set_indicators
from hoshin.risks.services.controls import ControlSaid, IndicatorSaid
from hoshin.signals.models import Signal
from hoshin.signals.services.looking import look_at_everything
from hoshin.strategy.services import change_objective

HEADS = {
    "risk_categories": "code,name,appetite,tolerated\n",
    "risks": "code,name,objectives,kind,category,owner,initiatives,review_months,closed_on,closed_because\n",
    "risk_controls": "risk,name,kind,works\n",
    "risk_indicators": "risk,measure,side,warning,limit\n",
    "risk_assessments": (
        "risk,assessed_on,likelihood_before,impact_before,likelihood,impact,reason,frequency,loss_low,loss_high\n"
    ),
}


@pytest.fixture
def whole(team, outage, waiting):
    """That risk with all that can hang on one, and another on something hidden, which is closed."""
    olga = team.as_of("olga")
    desk = add_initiative(olga, code="I1", name="A second line", effects={team.objective: (None, None)})
    change_risk(olga, risk=outage, initiatives=[desk], unit=team.mia.unit, cause="One contract")
    set_controls(olga, risk=outage, controls=[ControlSaid("Calls are rerouted", "limits", "partly")])
    set_indicators(olga, risk=outage, indicators=[IndicatorSaid(waiting, 7.5, "above", 7.0)])
    other = add_risk(olga, code="R2", name="Land", objectives=[team.secret], kind="opportunity", owner=team.vera)
    close_risk(olga, risk=other, because="Sold.")
    return outage


def kept():
    columns = ("code", "name", "owner__name", "unit__code", "category__code", "closed_because", "level", "is_raised")
    return [
        sorted(Risk.objects.values_list(*columns), key=str),
        sorted(Risk.objects.values_list("code", "stakes__objective__code", "mitigations__initiative__code"), key=str),
        sorted(RiskCategory.objects.values_list("code", "appetite"), key=str),
        [row.tolerated for row in RiskCategory.objects.all()],
        sorted(RiskControl.objects.values_list("risk__code", "name", "kind", "works")),
        sorted(RiskIndicator.objects.values_list("risk__code", "measure__code", "warning", "limit", "standing")),
        sorted(RiskAssessment.objects.values_list("risk__code", "assessed_on", "assessed_by", "reason", "loss_high")),
    ]


def test_what_goes_out_comes_back_the_same(team, whole, tmp_path):
    export(team.as_of("olga"), tmp_path / "out")
    again = import_workbook(team.as_of("olga"), tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    before = kept()
    assert before[0][0][-2:] == (16, True)
    Risk.objects.all().delete()
    RiskCategory.objects.all().delete()
    import_workbook(team.as_of("olga"), tmp_path / "out")
    assert kept() == before


def test_what_stands_on_something_hidden_is_in_no_file_of_who_may_not_see_it(team, whole, tmp_path):
    export(team.as_of("carl"), tmp_path / "out")
    text = (tmp_path / "out" / "risks.csv").read_text()
    assert ("R1" in text, "R2" in text) == (True, False)


@pytest.mark.parametrize(
    ("sheet", "row", "why"),
    [
        ("risks", "R9,Nothing,,,,,,,,", "without an objective"),
        ("risks", "R9,Nowhere,O9,,,,,,,", "no objective of this code"),
        ("risks", "R9,Of none,O1,,RC7,,,,,", "no risk category of this code"),
        ("risks", "R9,Seldom,O1,,,,,36,,", "review_months"),
        ("risks", "R9,Half closed,O1,,,,,,2026-10-01,", "when and why"),
        ("risk_categories", "RC9,Odd,30,", "appetite"),
        ("risk_categories", "RC9,Odd,9,50000", "how likely a year"),
        ("risk_categories", "RC9,Odd,9,50000=0.1;90000=0.2", "falls as amounts rise"),
        ("risk_indicators", "R1,WAIT,above,9,7", "wrong order"),
        ("risk_indicators", "R1,WAIT,above,9,", "limit"),
        ("risk_assessments", "R1,2026-10-01,6,4,3,3,So.,,,", "likelihood_before"),
        ("risk_assessments", "R1,2026-10-01,3,4,4,3,So.,,,", "do not make it worse"),
        ("risk_assessments", "R1,2026-10-01,4,4,3,3,So.,0.5,,", "frequency and a range"),
        ("risk_controls", "R9,Calls,limits,yes", "no risk of this code"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_nothing_changes(team, whole, tmp_path, sheet, row, why):
    before = kept()
    with pytest.raises(Invalid, match=why):
        import_workbook(team.as_of("olga"), written(tmp_path / "in", {sheet: f"{HEADS[sheet]}{row}\n"}))
    assert kept() == before


def test_a_program_enters_assesses_and_reads(team, service, client):
    caller = Program(client, create_token(team.as_of("carl"), name="p")[1])
    refused = caller.post("/risks", {"code": "R1", "name": "The hotline fails", "objectives": []})
    assert (refused.status_code, "objective" in refused.content.decode()) == (422, True)
    body = {"code": "R1", "name": "The hotline fails", "objectives": ["O1"], "category": "SVC"}
    assert caller.post("/risks", body).json()["level"] is None
    assert caller.post("/risks/R1/assessments", STEPS | {"reason": "So.", "likelihood": 9}).status_code == 422
    made = caller.post("/risks/R1/assessments", STEPS | {"reason": "So."}).json()
    assert (made["level_before"], made["level"], made["appetite"], made["is_above"]) == (16, 12, 12, False)
    controls = {"controls": [{"name": "Calls are rerouted", "works": "yes"}], "version": made["version"]}
    assert caller.post("/risks/R1/controls", controls).json()["controls"][0]["works"] == "yes"
    assert caller.post("/risks/R1/controls", controls).status_code == 409
    assert caller.get("/risks?objective=O1&above=true").json()["count"] == 0
    assert caller.get("/risks?mine=true").json()["items"][0]["code"] == "R1"
    assert caller.get("/risk-map?category=SVC").json()["after"] == [
        {"likelihood": 3, "impact": 4, "count": 1, "above": 0}
    ]
    assert caller.get("/risk-categories/SVC/losses").json()["losses"] is None
    assert caller.post("/risks/R1/assessments", STEPS | MONEY | {"reason": "In money."}).status_code == 200
    losses = caller.get("/risk-categories/SVC/losses").json()["losses"]
    assert losses == caller.get("/risks/R1").json()["losses"]
    assert caller.get("/risks").json()["items"][0]["expected_loss"] == losses["expected"]
    assert caller.patch("/risks/R1", {"category": None}).json()["appetite"] is None
    assert caller.post("/risks/R1/close", {"because": "It passed."}).json()["closed_because"] == "It passed."


def test_signals_tell_owners_of_objectives_what_is_at_stake(team, outage):
    olga = team.as_of("olga")
    change_objective(olga, objective=team.objective, owner=team.mia)
    change_category(olga, category=outage.category, appetite=8)
    hidden = add_risk(olga, code="R2", name="A quiet one", objectives=[team.objective], visibility="private")
    Risk.objects.filter(pk__in=(outage.pk, hidden.pk)).update(review_on=date(2026, 11, 2))
    look_at_everything(olga)
    found = {row.rule: row for row in Signal.objects.filter(rule__in=("risk_above_appetite", "risk_review_late"))}
    assert {row.objective for row in found.values()} == {team.objective}
    assert {row.goes_to for row in found.values()} == {team.mia}
    said = found["risk_above_appetite"].facts
    assert (said["risk"], said["level"], said["appetite"], "more" in said) == ("The hotline fails", 12, 8, False)
    assert found["risk_review_late"].facts["due"] == "2026-11-02"


def test_the_command_prints_how_they_stand(team, outage):
    run = CliRunner().invoke(risks, ["--category", "SVC", "--format", "json"])
    assert run.exit_code == 0, run.output
    row = json.loads(run.stdout)[0]
    assert (row["code"], row["level_before"], row["level"], row["appetite"]) == ("R1", 16, 12, 12)
    assert "The hotline fails" in CliRunner().invoke(risks, []).stdout
    assert CliRunner().invoke(risks, ["--above", "--format", "csv"]).stdout.count("\n") == 1
