"""Surveys by the API and the command line: the same cells as on the page, and nobody is answered for."""

import json

from click.testing import CliRunner
from django.test import Client
from tests.api.conftest import Program
from tests.pulse.conftest import launched
from tests.pulse.test_surveys import N, S, W, answer

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.cli.surveys import surveys
from hoshin.pulse.models import Wave
from hoshin.pulse.services import close_wave

SENT = {"survey": "enps", "name": "Would you?", "closes_on": "2026-12-04"}


def program_of(staff, name):
    return Program(Client(), create_token(Actor.of(staff.users[name], "web"), name="program")[1])


def test_programs_send_read_and_close_surveys(staff):
    office, nina, head = (program_of(staff, name) for name in ("Office", "N2", "N1"))
    assert nina.post("/surveys", SENT).status_code == 403
    assert office.post("/surveys", {**SENT, "unit": "NOWHERE"}).status_code in (404, 422)
    assert office.post("/surveys", {**SENT, "smallest": 2}).status_code == 422
    made = office.post("/surveys", SENT)
    assert made.status_code == 200
    wave = Wave.objects.get()
    answer(staff, wave, (*N, *S, *W))
    assert office.get(f"/surveys/{wave.code}").json()["units"] == []
    assert nina.post(f"/surveys/{wave.code}/close", {}).status_code == 403
    assert office.post(f"/surveys/{wave.code}/close", {}).status_code == 200
    assert [one["code"] for one in nina.get("/surveys").json()["items"]] == [wave.code]
    seen = {
        name: [unit["unit"] for unit in program.get(f"/surveys/{wave.code}").json()["units"]]
        for name, program in (("office", office), ("nina", nina), ("head", head))
    }
    assert seen == {"office": [""], "nina": [""], "head": ["", "N"]}
    assert nina.post(f"/surveys/{wave.code}/answer", {"enps_1": 3}).status_code == 404
    (driver,) = head.get(f"/surveys/{wave.code}").json()["units"][1]["drivers"]
    ends = [round(100 * driver[name], 1) for name in ("favourable", "favourable_low", "favourable_high")]
    # Two of twelve are promoters: Wilson by hand.
    assert ends == [16.7, 4.7, 44.8]


def test_the_command_prints_what_everybody_sees(staff):
    wave = launched(staff)
    answer(staff, wave, (*N, *S, *W))
    close_wave(staff.office, wave=wave)
    listed = CliRunner().invoke(surveys, ["--format", "json"], catch_exceptions=False)
    assert [one["code"] for one in json.loads(listed.output)] == [wave.code]
    results = CliRunner().invoke(surveys, [wave.code, "--format", "json"], catch_exceptions=False)
    rows = json.loads(results.output)
    assert {row["unit"] for row in rows} == {"everybody"}
    assert {row["n"] for row in rows} == {21}
    assert "Engagement" in CliRunner().invoke(surveys, [wave.code], catch_exceptions=False).output


def test_programs_plan_change_and_call_off_surveys(staff):
    office, nina = program_of(staff, "Office"), program_of(staff, "N2")
    plan = {**SENT, "unit": "N", "opens_on": "2026-11-30", "joined_before": "2026-11-01", "remind_on": "2026-12-02"}
    assert nina.post("/planned-surveys", plan).status_code == 403
    assert office.post("/planned-surveys", {**plan, "opens_on": "2026-11-23"}).status_code == 422
    made = office.post("/planned-surveys", plan).json()
    assert (made["unit"], made["whom"], made["problems"]) == ("N", {"joined_before": "2026-11-01"}, [])
    assert nina.get("/planned-surveys").json()["items"] == []
    address = f"/planned-surveys/{made['code']}"
    assert nina.get(address).status_code == 404
    assert office.patch(address, {"smallest": 30, "version": made["version"]}).status_code == 422
    changed = office.patch(address, {"unit": None, "opens_on": "2026-12-01", "levels": [], "version": made["version"]})
    assert changed.json()["whom"] == {"joined_before": "2026-11-01"}
    assert (changed.json()["unit"], changed.json()["terms"]["remind_on"]) == (None, "2026-12-02")
    assert office.patch(address, {"name": "Late", "version": made["version"]}).status_code == 409
    assert office.patch(address, {"joined_before": None, "remind_on": None}).json()["whom"] == {}
    listed = CliRunner().invoke(surveys, ["--planned", "--format", "json"], catch_exceptions=False)
    assert [(one["code"], one["opens_on"]) for one in json.loads(listed.output)] == [(made["code"], "2026-12-01")]
    assert office.delete(address).json()["name"] == "Would you?"
    assert office.get("/planned-surveys").json()["items"] == []
