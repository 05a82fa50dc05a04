"""1:1s by program: one's own alone, with the words of both and never a private note."""

from types import SimpleNamespace

import pytest
from tests.meetings.cast import TUESDAY, actor_of

from hoshin.accounts.services import create_token
from hoshin.meetings.services import add_agenda_item, write_notes, write_private_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(client):
    def of(employee_id):
        secret = create_token(actor_of(employee_id), name="program")[1]
        named = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
        return SimpleNamespace(
            get=lambda path: client.get(f"/api/v1{path}", headers=named["headers"]),
            post=lambda path, body: client.post(f"/api/v1{path}", body, **named),
            patch=lambda path, body: client.patch(f"/api/v1{path}", body, **named),
        )

    return of


def test_two_meet_by_program(people, program):
    mia, ben, lea = program("M"), program("B"), program("L")
    asked = {"partner": "M", "starts_on": "2026-11-24", "at": "10:00", "cadence": "two_weeks"}
    one = ben.post("/one-on-ones", asked).json()
    assert (one["agreement"], one["time_zone"], one["at"]) == ("proposed", "Europe/Berlin", "10:00")
    place = f"/one-on-ones/{one['number']}"
    assert mia.post(f"{place}/answer", {"accept": True}).json()["agreement"] == "agreed"
    assert mia.post(f"{place}/agenda", {"text": "The release"}).status_code == 200
    assert [point["text"] for point in ben.get(f"{place}/agenda").json()["points"]] == ["The release"]
    item = ben.post(f"{place}/action-items", {"text": "Ask three customers", "owner": "B"}).json()
    assert ben.get("/action-items").json()["items"] == [item]
    done = mia.patch(f"/action-items/{item['number']}", {"done": True}).json()
    assert done["done_on"] == "2026-11-23"
    assert mia.patch(place, {"minutes": 45, "version": 1}).status_code == 409
    assert mia.patch(place, {"ends_on": "2026-12-08"}).json()["ends_on"] == "2026-12-08"
    for path in ("", "/meetings", "/agenda", "/action-items"):
        assert lea.get(place + path).status_code == 404
    assert lea.patch(f"/action-items/{item['number']}", {"done": False}).status_code == 404


def test_a_private_note_is_in_no_answer(people, mia, weekly, program):
    write_private_note(mia, one_on_one=weekly, day=TUESDAY, text="He seems tired")
    write_notes(mia, one_on_one=weekly, day=TUESDAY, notes="We agreed on the plan")
    add_agenda_item(mia, one_on_one=weekly, text="Leave")
    caller, place = program("M"), f"/one-on-ones/{weekly.pk}"
    answers = [caller.get(place + path).content.decode() for path in ("", "/meetings", "/agenda", "/action-items")]
    assert "We agreed on the plan" in answers[1]
    assert "tired" not in "".join(answers)
