"""A decision may be about a risk: its level is kept with it, and whoever may not see the risk does not read the decision."""

from datetime import date

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid, NotFound
from hoshin.decisions.evidence import things_of
from hoshin.decisions.models import Decision
from hoshin.decisions.selectors import decision_by_code, decisions_about, evidence_of
from hoshin.decisions.services import put_question, take_decision
from hoshin.exchange.workbook import export, import_workbook
from hoshin.org.models import Person
from hoshin.risks.services import add_category, add_risk, assess_risk
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def outage(supplied_world, november, office):
    service = add_category(office, code="SVC", name="Service", appetite=8)
    grow = Objective.objects.get(code="GROW")
    row = add_risk(office, code="R1", name="The hotline fails", objectives=[grow], category=service)
    steps = {"likelihood_before": 5, "impact_before": 4, "likelihood": 3, "impact": 4}
    assess_risk(office, risk=row, reason="Two outages last year.", **steps)
    row.refresh_from_db()
    return row


def put(actor, *about):
    return put_question(
        actor,
        about=about,
        question="Do we bear it?",
        options=["A second contract"],
        decider=Person.objects.get(employee_id="P1"),
    )


def test_its_level_and_appetite_are_kept_with_the_decision(outage, office, carl):
    carls = Actor.of(carl, "web")
    row = put(carls, outage)
    assert decisions_about(carls, outage) == [row]
    chosen = row.options.get(name="A second contract")
    take_decision(carls, decision=row, option=chosen, reasons="Too many.", review_on=date(2027, 5, 1))
    (kept,) = things_of(evidence_of(carls, decision_by_code(carls, row.code)))
    assert (kept.kind, kept.code, kept.value, kept.target) == ("risk", "R1", 12, 8)


def test_whoever_may_not_see_the_risk_does_not_read_it(outage, office, vera):
    hidden = add_risk(office, code="R2", name="Hidden", objectives=[Objective.objects.get(code="SECRET")])
    row, other = put(office, outage), put(office, hidden)
    veras = Actor.of(vera, "web")
    assert decision_by_code(veras, row.code) == row
    with pytest.raises(NotFound):
        decision_by_code(veras, other.code)


def test_it_goes_out_and_in_by_a_workbook(outage, office, tmp_path):
    put(office, outage)
    export(office, tmp_path / "out")
    assert import_workbook(office, tmp_path / "out").total.changed == 0
    Decision.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    assert Decision.objects.get().subjects.get().thing == outage
    wrong = "code,question,options,risks\nD-9,Do we bear it?,A second contract,R9\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "wrong", {"decisions": wrong}))
    assert [problem.field for problem in refused.value.problems] == ["risks"]


def test_it_is_put_from_the_page_of_the_risk_with_codes_that_are_offered(outage, client, olga):
    client.force_login(olga, backend=BACKEND)
    assert "/decisions/about/risk/R1" in client.get("/risks/R1").content.decode()
    section = client.get("/decisions/about/risk/R1", headers={"HX-Request": "true"}).content.decode()
    assert "/decisions/new?about=R1" in section
    assert 'value="R1"' in client.get("/decisions/new?about=R1").content.decode()
    offered = client.get("/plan/choices/things?several=yes&about=R1; GR").content.decode()
    assert 'value="R1; GROW"' in offered
    said = {"question": "Do we bear it?", "options": "A second contract", "about": "R1; GROW", "visibility": "public"}
    assert client.post("/decisions/new?about=R1", said).status_code == 302
    assert {one.thing.code for one in Decision.objects.get().subjects.all()} == {"R1", "GROW"}
    assert "Do we bear it?" in client.get("/decisions/about/risk/R1", headers={"HX-Request": "true"}).content.decode()
    listed = client.get("/risks?category=SVC&q=hotline").content.decode()
    assert "?category=SVC&amp;q=hotline&amp;likelihood=3&amp;impact=4" in listed, "a cell keeps the other filters"
