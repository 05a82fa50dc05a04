"""Programs propose and answer; the workbook carries agreements out and in; shares of a cycle are counted by day."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.agreements.a_goal import terms

from hoshin.accounts.services import create_token
from hoshin.agreements.models import GoalAgreement, Proposal
from hoshin.agreements.rows import AgreementRow
from hoshin.agreements.selectors import agreed_within, expectations_in, expectations_of
from hoshin.agreements.services import accept_proposal, propose_goal, upsert_agreements
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.upserts import MANY
from hoshin.exchange.workbook import export, import_workbook
from hoshin.okrs.services import add_cycle, write_goal
from hoshin.org.models import Unit
from hoshin.org.services import change_person
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db


def agreed(team, acting, owner="carl", **said):
    proposal = propose_goal(acting["mona"], owner=team[owner], counterpart=team["mona"], terms=terms(**said))
    return accept_proposal(acting[owner], proposal=proposal)


def test_a_program_proposes_answers_and_reads_what_was_agreed(team, acting, client):
    def program(name):
        headers = {"Authorization": f"Bearer {create_token(acting[name], name='program')[1]}"}
        return lambda method, path, body=None: getattr(client, method)(
            f"/api/v1{path}", body, content_type="application/json", headers=headers
        )

    mona, carl, ina = program("mona"), program("carl"), program("ina")
    said = {
        "name": "Win twelve customers",
        "due_date": "2026-12-31",
        "serves": [{"objective": "GROW", "weight": 2.0}],
        "key_results": [{"name": "Customers", "baseline": 0.0, "target": 12.0}],
    }
    made = mona("post", "/proposals", {"owner": "P1", "counterpart": "M", "terms": said, "text": "Yours."}).json()
    assert (made["state"], made["waits_for"], made["goal"], made["version"]) == ("open", "P1", None, 1)
    assert [one["id"] for one in carl("get", "/proposals").json()["items"]] == [made["id"]]
    assert ina("get", f"/proposals/{made['id']}").status_code == 404
    responses = f"/proposals/{made['id']}/responses"
    assert carl("post", responses, {"move": "change", "text": "So"}).status_code == 422
    changed = carl("post", responses, {"move": "change", "text": "So", "terms": said | {"name": "Win ten"}}).json()
    assert [move["move"] for move in changed["moves"]] == ["propose", "change"]
    assert mona("post", responses, {"move": "accept", "version": 1}).status_code == 409
    done = mona("post", responses, {"move": "accept", "version": 2}).json()
    assert (done["state"], done["waits_for"]) == ("agreed", None)
    [found] = ina("get", f"/agreements?goal={done['goal']}").json()["items"]
    assert (found["terms"]["name"], found["terms"]["serves"][0]["objective"]) == ("Win ten", "GROW")
    shares = ina("get", "/expectations").json()
    assert (shares["people"], shares["agreed"], shares["none"]) == (5, 1, 4)
    backwards = said | {"start_date": "2027-02-01"}
    assert mona("post", "/proposals", {"owner": "P1", "counterpart": "M", "terms": backwards}).status_code == 422
    negative = said | {"serves": [{"objective": "GROW", "weight": -1.0}]}
    assert mona("post", "/proposals", {"owner": "P1", "counterpart": "M", "terms": negative}).status_code == 422


def test_many_proposals_are_listed_in_as_many_queries_as_one(team, acting, client):
    headers = {"Authorization": f"Bearer {create_token(acting['carl'], name='program')[1]}"}

    def asked(count):
        for number in range(count):
            propose_goal(
                acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=terms(name=f"{count}{number}")
            )
        with CaptureQueriesContext(connection) as heard:
            found = client.get("/api/v1/proposals", headers=headers).json()
        return found["count"], len(heard)

    first, (many, queries) = asked(1), asked(3)
    assert (first[0], many) == (1, 4)
    assert queries <= first[1]


def test_the_workbook_carries_agreements_out_and_in(team, acting, office, tmp_path):
    made = agreed(team, acting)
    export(office, tmp_path / "out")
    assert "Win twelve customers" in (tmp_path / "out" / "agreements.csv").read_text()
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    kept = made.terms
    GoalAgreement.objects.filter(pk=made.pk).delete()
    import_workbook(office, tmp_path / "out")
    back = GoalAgreement.objects.get()
    assert (back.terms, back.agreed_at, back.owner, back.counterpart) == (
        kept, made.agreed_at, team["carl"], team["mona"],
    )  # fmt: skip
    text = (tmp_path / "out" / "agreements.csv").read_text()
    (tmp_path / "out" / "agreements.csv").write_text(text.replace('""name""', '""nome""'))
    with pytest.raises(Exception, match="no terms of a goal"):
        import_workbook(office, tmp_path / "out")


def test_hundreds_of_agreements_come_in_as_one_does(team, acting, office):
    made = agreed(team, acting)
    sides = team["carl"].employee_id, team["mona"].employee_id
    rows = [
        AgreementRow(made.objective.code, made.agreed_at + timedelta(minutes=n), *sides, json.dumps(made.terms))
        for n in range(1, MANY + 1)
    ]
    assert upsert_agreements(office, rows).created == MANY
    assert all(one.terms == made.terms for one in GoalAgreement.objects.all())


def test_expectations_are_counted_by_person_unit_and_organisation(team, acting, office):
    agreed(team, acting)
    propose_goal(acting["mona"], owner=team["ben"], counterpart=team["mona"], terms=terms())
    write_goal(acting["mona"], person=team["mona"], plan=Plan.objects.get(code="E"), name="Lead well")
    north = Unit.objects.get(code="NORTH")
    found = expectations_in(acting["mona"], north)
    assert (found.people, found.agreed, found.open, found.written, found.none) == (3, 1, 1, 1, 0)
    assert (found.share_agreed, found.goals) == (
        pytest.approx(1 / 3), {"agreed": 1, "proposed": 0, "drafts": 1, "written": 0},
    )  # fmt: skip
    write_goal(acting["carl"], person=team["carl"], plan=Plan.objects.get(code="E"), name="Another")
    whole = expectations_in(acting["ina"])
    assert (whole.people, whole.agreed, whole.partly, whole.none) == (5, 0, 1, 2)
    states = [one.state for one in expectations_of(acting["mona"], [team[name] for name in ("carl", "ben", "ina")])]
    assert states == ["partly", "open", "none"]
    with pytest.raises(Denied, match="units that you head"):
        expectations_in(acting["ina"], north)
    change_person(office, person=team["ina"], end_date=date(2026, 11, 1))
    assert expectations_in(acting["mona"]).people == 4


def test_what_was_agreed_thirty_days_into_a_cycle(team, acting, office):
    cycle = add_cycle(office, code="Q4", name="Q4", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 31))
    agreed(team, acting, cycle="Q4")
    with clock.fixed(clock.now() + timedelta(days=20)):
        agreed(team, acting, "ben", cycle="Q4")
        assert agreed_within(acting["mona"], cycle) == (1, 5)
        assert expectations_in(acting["mona"], cycle=cycle).agreed == 2


def test_the_trail_shows_a_talk_to_those_who_read_it_alone(team, acting, olga, client):
    propose_goal(acting["mona"], owner=team["carl"], counterpart=team["mona"], terms=terms())
    assert Change.objects.latest("id").verb == "propose_goal"
    assert Proposal.objects.count() == 1
    client.force_login(olga)
    page = client.get("/audit").content.decode()
    assert "Win twelve customers in the north" not in page
