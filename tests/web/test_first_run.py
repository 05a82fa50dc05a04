"""The first minutes of an empty installation."""

from functools import partial

import pytest
from tests.worlds import SMALL

from hoshin import demo
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.org.models import Organisation
from hoshin.strategy.models import Plan

FILLED = {
    "organisation": "Cedar Bay",
    "name": "Ada Admin",
    "email": "Ada@hoshin.test",
    "password": "a long way to the sea",
}


@pytest.fixture
def empty(db):
    """An installation that nobody has ever signed in to."""


def test_whoever_comes_first_names_the_organisation_and_is_in(client, empty):
    assert client.get("/profile").url == "/first-run"
    assert client.get("/sign-in").url == "/first-run"
    assert client.get("/first-run").status_code == 200
    came = client.post("/first-run", FILLED)
    assert (came.status_code, came.url) == (302, "/first-steps")
    assert Organisation.objects.get().name == "Cedar Bay"
    change = Change.objects.get()
    assert change.verb == "set_up"
    assert change.entries.filter(table="org_organisation").exists()
    steps = client.get("/first-steps").content.decode()
    assert "Cedar Bay has no plan yet" in steps
    assert "/first-steps/demo" in steps


def test_after_that_the_page_is_closed_for_good(client, empty, ada):
    assert client.get("/first-run").url == "/sign-in"
    assert client.post("/first-run", FILLED).url == "/sign-in"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("password", "short"), ("email", "nonsense"), ("organisation", ""), ("name", " ")]
)
def test_what_is_missing_is_said_beside_its_field_and_nobody_is_made(client, empty, field, value):
    answer = client.post("/first-run", FILLED | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_the_demonstration_does_not_mix_with_a_plan_of_ones_own(client, ada):
    Plan.objects.create(code="P", name="Ours")
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    answer = client.post("/first-steps/demo")
    assert answer.status_code == 422
    assert b"a plan here already" in answer.content


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_demonstration_loads_while_the_page_tells_how_far_it_is(client, ada, monkeypatch):
    monkeypatch.setattr(demo, "load", partial(demo.load, goals_in=SMALL))
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    Organisation.objects.create(name="Cedar Bay")
    answer = client.post("/first-steps/demo")
    pieces = [piece.decode() for piece in answer.streaming_content]
    assert "Loading the demonstration" in pieces[0]
    assert len(pieces) > 5
    assert "The demonstration is ready" in "".join(pieces)
    assert Plan.objects.count() == 2
    assert Organisation.objects.get().name != "Cedar Bay"


@pytest.mark.django_db(transaction=True)
def test_a_demonstration_that_fails_changes_nothing_and_says_so(client, ada, monkeypatch):
    def fails(actor, *, progress):
        progress(0, 1, "Making up an agency")
        raise RuntimeError("disk full")

    monkeypatch.setattr(demo, "load", fails)
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    Organisation.objects.create(name="Cedar Bay")
    told = b"".join(client.post("/first-steps/demo").streaming_content).decode()
    assert "Making up an agency" in told
    assert "nothing was changed" in told
    assert "disk full" not in told
    assert Organisation.objects.get().name == "Cedar Bay"


PAGES_OF_PEOPLE = ["/goals", "/agreements", "/feedback", "/meetings", "/leading", "/growth"]


def test_the_first_administrator_becomes_a_person_from_any_page_of_people(client, empty):
    client.post("/first-run", FILLED)
    for page in PAGES_OF_PEOPLE:
        shown = client.get(page).content.decode()
        assert 'href="/organisation/new-person?me=1"' in shown, page
    given = client.get("/organisation/new-person?me=1").context["form"].initial
    assert (given["name"], given["email"]) == ("Ada Admin", "ada@hoshin.test")
    client.post("/organisation/new-person?me=1", given | {"employee_id": "1", "unit": ""})
    assert User.objects.get().is_person
    for page in PAGES_OF_PEOPLE:
        assert "/organisation/new-person?me=1" not in client.get(page).content.decode(), page
