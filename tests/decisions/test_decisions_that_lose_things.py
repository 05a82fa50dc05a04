"""A decision outlives what it is about: what was known keeps names and figures, and nobody reads it who did not before."""

from datetime import UTC, date, datetime

import pytest

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.decisions.evidence import found_again_from, is_untouched
from hoshin.decisions.models import Decision, DecisionSight
from hoshin.decisions.policies import decisions_visible_to
from hoshin.decisions.selectors import decision_by_code, evidence_of
from hoshin.decisions.services import change_decision, put_question, take_decision
from hoshin.initiatives.services import add_initiative, add_milestone, change_milestone
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, remove_measure
from hoshin.org.models import Person
from hoshin.risks.services import add_category, add_risk, assess_risk
from hoshin.scorecards.assembly import frozen
from hoshin.signals.models import Signal
from hoshin.strategy.models import Objective
from hoshin.strategy.services import remove_objective

pytestmark = pytest.mark.django_db
SEEN = {name: datetime(2026, 11, 20, tzinfo=UTC) for name in ("first_seen_at", "last_seen_at")}
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def grow(supplied_world, november, carl):
    return Objective.objects.get(code="GROW")


def decided(actor, *about, **said):
    row = put_question(
        actor,
        about=about,
        question="Do we count it?",
        options=["Count it"],
        decider=Person.objects.get(employee_id="P1"),
        **said,
    )
    option = row.options.get(is_nothing=False)
    take_decision(actor, decision=row, option=option, reasons="We do not know.", review_on=date(2027, 5, 1))
    return decision_by_code(actor, row.code)


def test_a_removed_measure_keeps_its_name_and_every_figure_is_computed_again(grow, office, client, olga):
    new = define_measure(office, code="CALLS", name="Calls per day")
    desks = add_initiative(office, code="I1", name="Two desks")
    first = add_milestone(office, initiative=desks, name="Rooms", due_date=date(2026, 9, 1), weight=1)
    add_milestone(office, initiative=desks, name="People", due_date=date(2026, 12, 1), weight=2)
    change_milestone(office, milestone=first, done_on=date(2026, 9, 1), completion=1.0)
    outage = add_risk(
        office, code="R1", name="Fails", objectives=[grow], category=add_category(office, code="S", name="S")
    )
    steps = {"likelihood_before": 5, "impact_before": 4, "likelihood": 3, "impact": 4}
    assess_risk(office, risk=outage, reason="Two outages.", **steps)
    outage.refresh_from_db()
    decision = decided(office, grow, Measure.objects.get(code="REV"), new, desks, outage)
    remove_measure(office, measure=new)
    change_milestone(office, milestone=first, weight=7)
    assess_risk(office, risk=outage, reason="Better.", **steps | {"likelihood": 1})
    found = found_again_from(evidence_of(office, decision))
    assert {(one.code, one.figure) for one in found} == {
        ("GROW", "score"),
        ("REV", "score"),
        ("REV", "value"),
        ("REV", "target"),
        ("I1", "value"),
        ("R1", "value"),
    }
    assert all(one.is_same for one in found), found
    assert {one.code: one.again for one in found if one.figure == "value"}["R1"] == 12
    client.force_login(olga, backend=BACKEND)
    page = client.get(f"/decisions/{decision.code}").content.decode()
    assert page.count("removed since") == 1
    again = " ".join(client.get(f"/decisions/{decision.code}/again").content.decode().split())
    assert 'Calls per day (CALLS) <span class="chip">removed since</span>: no figure then' in again
    assert "The same, to the last digit." in again
    assert "Two desks (I1): value 33.3333" in again


def test_of_more_than_can_be_kept_the_scores_of_the_children_are(grow, office, monkeypatch):
    monkeypatch.setattr(frozen, "MOST_NODES", 1)
    decision = decided(office, Objective.objects.get(code="GROW"))
    found = found_again_from(evidence_of(office, decision))
    assert [one.code for one in found] == ["GROW"]
    assert found[0].is_same


def test_where_a_thing_is_removed_no_more_people_read_the_decision_than_before(grow, office, vera, carl):
    secret = Objective.objects.get(code="SECRET")
    acts_on = define_measure(office, code="CALLS", name="Calls per day")
    of_secret, of_calls = decided(office, secret), decided(office, grow, effect_on=acts_on)
    veras, carls = Actor.of(vera, "web"), Actor.of(carl, "web")
    remove_objective(office, objective=secret)
    remove_measure(office, measure=acts_on)
    assert not decisions_visible_to(veras).exists()
    assert set(decisions_visible_to(carls)) == {of_secret, of_calls}
    closed = decision_by_code(office, of_calls.code)
    assert (closed.visibility, closed.version) == (DecisionSight.PRIVATE, of_calls.version + 1)
    # An undo brings back the thing and who reads the decision.
    undo(office, change=Change.objects.get(verb="remove_measure"))
    back = decision_by_code(office, of_calls.code)
    assert (back.visibility, back.effect_on.code) == (DecisionSight.PUBLIC, "CALLS")
    remove_measure(office, measure=Measure.objects.get(code="CALLS"))
    closed = decision_by_code(office, of_calls.code)
    with pytest.raises(Denied):
        change_decision(veras, decision=closed, visibility="public")
    change_decision(office, decision=closed, version=closed.version, visibility="public")
    assert decisions_visible_to(veras).get() == closed


def test_a_signal_raises_a_decision_and_is_kept_with_it(grow, office, client, olga, vera):
    rev, cost = (Measure.objects.get(code=code) for code in ("REV", "COST"))
    facts = {"way": "down", "periods": 9, "slope": -0.5, "value": 30.0, "period": "2026-10"}
    signal, hidden = (
        Signal.objects.create(
            rule="trend", rule_version="1.0", measure=one, direction="adverse", severity=2, facts=facts, **SEEN
        )
        for one in (rev, cost)
    )
    client.force_login(olga, backend=BACKEND)
    begun = client.get(f"/signals/{signal.pk}").content.decode()
    address = f"/decisions/new?about=REV&amp;signal={signal.pk}"
    assert address in begun
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'name="signal" value="{signal.pk}"' in form
    said = {"question": "Do we sell less?", "options": "Sell more", "about": "REV", "visibility": "public"}
    said["decider"] = "P1"
    refused = client.post("/decisions/new", said | {"signal": 999_999})
    assert refused.status_code == 422
    assert client.post("/decisions/new", said | {"signal": signal.pk}).status_code == 302
    row = Decision.objects.get()
    assert row.signal == signal
    assert "Do we sell less?" in client.get(f"/signals/{signal.pk}").content.decode()
    option = row.options.get(is_nothing=False)
    take_decision(office, decision=row, option=option, reasons="It falls.", review_on=date(2027, 5, 1))
    signal.facts = facts | {"value": 99.0}
    signal.save()
    page = client.get(f"/decisions/{row.code}").content.decode()
    assert "has been falling over 9 periods" in page
    assert "The signal said:" in page
    assert ": 30" in page.split("The signal said:")[1].split("</p>")[0]
    assert is_untouched(evidence_of(office, row))
    put_question(office, question="Do we pay more?", options=["Pay"], signal=hidden)
    veras = Actor.of(vera, "web")
    assert decisions_visible_to(veras).get() == row
    with pytest.raises(NotFound):
        decision_by_code(veras, "D-2")
    of_person = Signal.objects.create(
        rule="span_of_control",
        rule_version="1.0",
        person=Person.objects.get(employee_id="P1"),
        direction="adverse",
        severity=1,
        facts={"reports": 13, "most": 12},
        **SEEN,
    )
    with pytest.raises(Invalid, match="about a person"):
        put_question(office, question="Who leads?", options=["Ask"], signal=of_person)
