"""Growth as programs use it, by the rules of the pages. It is 23 November 2026."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from tests.api.conftest import program, token_of
from tests.growth.conftest import school

from hoshin.cli.learning import learning
from hoshin.cli.openings import openings
from hoshin.cli.roles import roles
from hoshin.feedback.services import write_feedback
from hoshin.growth.models import DevelopmentAction, LearningItem, LearningRequest
from hoshin.growth.services import add_case_item, add_critical_role, open_promotion_case, post_opening, set_successor

pytestmark = pytest.mark.django_db
__all__ = ["program", "school", "token_of"]


@pytest.fixture
def asking(school, program):
    """Programs that act for people."""
    return lambda name: program(school.users[name])


def test_the_catalogue_is_written_by_the_office_and_what_was_asked_is_decided(school, asking):
    olga, carl, mia, vera = (asking(name) for name in ("olga", "carl", "mia", "vera"))
    new = {"code": "L9", "name": "Chairing", "levels": {"COM": 4}, "requires": "L1"}
    made = olga.post("/learning", new)
    assert (made.status_code, made.json()["levels"], made.json()["requires"]) == (200, {"COM": 4}, "L1")
    assert olga.post("/learning", new | {"code": "L8", "levels": {"NO": 4}}).status_code == 404
    assert olga.patch("/learning/L1", {"requires": "L9"}).status_code == 422
    stale = olga.patch("/learning/L9", {"name": "Chair", "version": 9})
    assert stale.status_code == 409
    changed = olga.patch("/learning/L9", {"name": "Chair a meeting", "requires": None, "version": 1}).json()
    assert (changed["name"], changed["requires"], changed["levels"]) == ("Chair a meeting", None, {"COM": 4})
    assert carl.post("/learning", new | {"code": "L8"}).status_code == 403
    assert [one["code"] for one in vera.get("/learning", competency="COM").json()["items"]] == ["L9", "L1", "L2"]
    [session] = vera.get("/learning/L1").json()["sessions"]
    asked = carl.post("/learning/L1/requests", {"session": session["number"], "reason": "Two came back."})
    assert (asked.status_code, asked.json()["state"], asked.json()["session"]) == (200, "asked", session["number"])
    number = asked.json()["number"]
    assert vera.post(f"/learning-requests/{number}/decision", {"is_approved": True}).status_code == 404
    assert carl.post(f"/learning-requests/{number}/decision", {"is_approved": True}).status_code == 403
    assert [one["person"] for one in mia.get("/learning-requests", scope="waiting").json()["items"]] == ["CARL"]
    decided = mia.post(f"/learning-requests/{number}/decision", {"is_approved": True, "word": "Go."}).json()
    assert (decided["state"], decided["word"]) == ("approved", "Go.")
    assert vera.get("/learning/L1").json()["sessions"][0]["taken"] == 1
    place = f"/learning-sessions/{session['number']}"
    assert olga.patch(place, {"host": "NOBODY"}).status_code == 404
    assert olga.patch(place, {"seats": 2, "version": 9}).status_code == 409
    moved = olga.patch(place, {"seats": 2, "host": "HANS", "version": 1}).json()["sessions"][0]
    assert (moved["seats"], moved["host"], moved["place"], moved["waiting"]) == (2, "HANS", "Room 2", 0)
    other = {"session": session["number"] + 99}
    assert carl.post(f"/learning-requests/{number}/session", other).status_code == 404
    assert carl.post(f"/learning-requests/{number}/session", {"session": None}).json()["session"] is None
    assert mia.post(f"/learning-requests/{number}/session", {"session": None}).status_code == 403
    assert olga.delete(place).json()["sessions"] == []
    assert carl.post(f"/learning-requests/{number}/withdraw", {}).json()["state"] == "withdrawn"
    kept = mia.post("/people/CARL/learning-records", {"item": "L4", "done_on": "2025-11-01"}).json()
    assert (kept["expires_on"], kept["is_expired"]) == ("2026-11-01", True)
    assert mia.post("/people/CARL/learning-records", {"item": "L4", "done_on": "2027-11-01"}).status_code == 422
    assert len(carl.get("/people/CARL/learning-records").json()) == 1
    assert vera.get("/people/CARL/learning-records").status_code == 404
    assert olga.delete("/learning/L9").status_code == 200
    assert (LearningItem.objects.filter(code="L9").exists(), LearningRequest.objects.count()) == (False, 1)


def test_a_plan_to_grow_is_kept_by_programs_of_the_person_and_above(school, asking):
    carl, mia, hans, vera = (asking(name) for name in ("carl", "mia", "hans", "vera"))
    aim = carl.post("/people/CARL/development/aim", {"wanted_role": "DEL-M", "aim": "To lead"}).json()
    assert (aim["wanted_role"], aim["aim"], aim["role"]) == ("DEL-M", "To lead", "DEL-S")
    assert carl.post("/people/CARL/development/aim", {"aim": "No", "version": 9}).status_code == 409
    step = {"text": "Write two letters", "due_on": "2026-12-01", "competency": "COM", "to_level": 2, "mentor": "VERA"}
    made = mia.post("/people/CARL/development/actions", step).json()
    assert (made["from_level"], made["to_level"], made["mentor"]) == (1, 2, "VERA")
    place = f"/development-actions/{made['number']}"
    assert hans.post("/people/CARL/development/actions", step).status_code == 403
    assert vera.patch(place, {"text": "No"}).status_code == 403, "a mentor reads it alone"
    assert carl.patch(place, {"text": "No", "version": 7}).status_code == 409
    assert carl.patch(place, {"cost": 120.5, "mentor": None}).json() | {"version": 0} == made | {
        "cost": 120.5, "mentor": None, "version": 0,
    }  # fmt: skip
    assert vera.patch(place, {"text": "No"}).status_code == 404
    assert carl.post(f"{place}/done", {"done_on": "2027-01-01"}).status_code == 422
    assert carl.post(f"{place}/done", {"outcome": "Two held."}).json()["done_on"] == "2026-11-23"
    found = hans.get("/people/CARL/development").json()
    standing = {one["competency"]: (one["own"], one["manager"], one["gap"]) for one in found["standing"]}
    assert standing == {"COM": (1, None, 1), "PLN": (0, None, 1)}
    assert [one["outcome"] for one in found["actions"]] == ["Two held."]
    assert vera.get("/people/CARL/development").status_code == 404
    assert carl.delete(place).status_code == 200
    assert not DevelopmentAction.objects.exists()


def test_promotions_are_told_without_their_words_and_succession_to_whom_the_table_names(school, asking):
    mia, carl, hans, ada, vera = (asking(name) for name in ("mia", "carl", "hans", "ada", "vera"))
    case = open_promotion_case(school.as_of("mia"), person=school.carl, to_role=school.lead)
    said = {"text": "Sentinel of May", "seen_on": case.opened_on, "side": "against"}
    add_case_item(school.as_of("mia"), case=case, **said)
    whole = hans.get(f"/promotions/{case.pk}")
    assert (whole.json()["state"], "Sentinel" in whole.content.decode()) == ("preparing", False)
    assert {"text": "a look for what speaks against it", "is_so": True} in whole.json()["pack"]
    assert len(whole.json()["rule"]) == 3
    assert [len(one.get("/promotions").json()["items"]) for one in (mia, hans, carl, ada, vera)] == [1, 1, 0, 0, 0]
    assert carl.get(f"/promotions/{case.pk}").status_code == 404
    write_feedback(school.as_of("vera"), receiver=school.carl, text="Sentinel for Carl alone.")
    write_feedback(school.as_of("mia"), receiver=school.carl, text="Said by Mia.")
    words = mia.get(f"/promotions/{case.pk}/words").json()["evidence"]
    assert [(one["kind"], "Said by Mia." in one["text"]) for one in words] == [("feedback", True)]
    assert [one.get(f"/promotions/{case.pk}/work").status_code for one in (hans, carl, ada)] == [200, 404, 404]
    role = add_critical_role(school.as_of("hans"), unit=school.mia.unit, name="Lead", holder=school.mia, loss="high")
    set_successor(school.as_of("hans"), role=role, person=school.carl, readiness="now", note="Sentinel of June")
    [line] = hans.get("/critical-roles").json()
    assert line["successors"] == [{"person": "CARL", "readiness": "now"}]
    assert (line["holder"], line["risk_of_loss"], line["has_one_alone"]) == ("MIA", "high", True)
    assert [one.get("/critical-roles").json() for one in (mia, carl, ada, vera)] == [[], [], [], []]
    assert [one.get("/growth-reach").json() for one in (mia, ada)] == [[], []]
    opening = {"code": "OP1", "name": "Lead", "unit": "N", "role": "DEL-M", "text": "Six.", "closes_on": "2027-01-31"}
    assert carl.post("/openings", opening).status_code == 403
    assert mia.post("/openings", opening | {"closes_on": "2026-01-31"}).status_code == 422
    assert mia.post("/openings", opening).status_code == 200
    assert carl.get("/openings").json()["items"] == [opening]
    assert mia.delete("/openings/op1").json()["code"] == "OP1"
    assert carl.get("/openings/OP1").status_code == 404
    assert carl.get("/job-roles/DEL-S").json()["career"] == {"now": 2, "years": None, "has_others": False}


def test_commands_print_what_everybody_reads(school):
    run = CliRunner().invoke
    found = json.loads(run(learning, ["--competency", "COM", "--format", "json"]).stdout)
    assert [(one["code"], one["levels"], one["sessions"]) for one in found] == [
        ("L1", "COM=2", 1), ("L2", "COM=3", 0),
    ]  # fmt: skip
    printed = run(roles, ["--format", "csv"]).stdout.splitlines()
    assert printed[1].startswith("DEL-M,Team lead,Delivery,Manager,1,,")
    assert "DEL-M (upward)" in run(roles, ["--family", "delivery"]).stdout
    said = {"unit": school.mia.unit, "role": school.lead, "text": "Six.", "closes_on": date(2027, 1, 31)}
    post_opening(school.as_of("mia"), code="OP1", name="Lead", **said)
    assert [one["code"] for one in json.loads(run(openings, ["--format", "json"]).stdout)] == ["OP1"]
