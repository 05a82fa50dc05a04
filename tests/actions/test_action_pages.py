"""The pages of corrective actions: from a red figure to the form, and all that follows."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.actions.models import CorrectiveAction
from hoshin.actions.selectors import action_by_code
from hoshin.actions.services import accept_deviation, change_action, open_action
from hoshin.base import clock
from hoshin.commentary.services import write_commentary
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import change_plan

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
NEW = "/actions/new/measure/REV/2026-10"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rev(supplied_world, november):
    return Measure.objects.get(code="REV")


@pytest.fixture
def owner():
    return Person.objects.get(employee_id="P1")


@pytest.fixture
def own(rev, carl, client):
    client.force_login(carl, backend=BACKEND)
    return Actor.of(carl, "web")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def typed(**said):
    return {
        "name": "Call the ten largest customers", "owner": "Carl Contributor · P1", "due_on": "2026-12-01",
        "check_on": "2026-12-31", "why_1": "Nobody calls", "expected_low": "2", "expected_high": "10",
    } | said  # fmt: skip


def opened(actor, thing, doer, **said):
    today = clock.today()
    values = {"name": "Call them", "owner": doer, "due_on": today, "check_on": today, "period": OCTOBER}
    return open_action(actor, thing=thing, **values | said)


def test_who_answers_for_a_red_measure_acts_on_it_and_nothing_typed_is_lost(rev, own, office, client):
    write_commentary(office, thing=rev, period=OCTOBER, happened="An order slipped", why="A strike")
    begun = client.get(NEW).content.decode()
    assert ("An order slipped" in begun, "A strike" in begun, "Carl Contributor · P1" in begun) == (True, True, True)
    assert "Everybody who signs in will be able to read this." in begun
    for wrong, told in (
        ({"due_on": "2026-11-01"}, "It is due before it begins."),
        ({"check_on": "2026-11-30"}, "It would be checked before it is due."),
        ({"owner": ""}, "This field is required."),
        ({"owner": "Nobody at all"}, "Nobody or nothing is called"),
        ({"effect_on": "RVE"}, "REV"),
        ({"expected_high": ""}, "A range has two ends."),
    ):
        refused = client.post(NEW, typed(**wrong))
        assert (refused.status_code, told in text_of(refused)) == (422, True), wrong
        assert "Nobody calls" in refused.content.decode()
    assert CorrectiveAction.objects.count() == 0
    assert client.post(NEW, typed()).headers["Location"] == "/actions/A-1"
    page = text_of(client.get("/actions/A-1"))
    for words in ("1 Plan", "Nobody calls", "2 Do", "3 Check", "Revenue stood at 30", "4 Act", "Revenue changes by +2"):
        assert words in page, words
    assert "A-1" in text_of(client.get("/actions"))
    assert client.get("/actions/new/measure/REV/nonsense").status_code == 404
    assert client.get("/actions/new/plan/E/2026-10").status_code == 404
    assert client.get("/actions/new/objective/GROW/2026-10").status_code == 403


def test_two_at_once_get_both_versions(rev, own, owner, office, client):
    action = opened(own, rev, owner)
    change_action(office, action=action, cause="A strike")
    answer = client.post("/actions/A-1/edit", typed(cause="A flood", version="1"))
    assert (answer.status_code, "A strike" in text_of(answer), "A flood" in text_of(answer)) == (409, True, True)
    assert client.post("/actions/A-1/edit", typed(cause="A flood", version="2")).status_code == 302
    assert action_by_code(own, "A-1").cause == "A flood"
    assert "A flood" in text_of(client.get("/actions/A-1/history"))
    for path, said in (("drop", {"conclusion": "No"}), ("check", {"conclusion": "Yes", "outcome": "worked"})):
        CorrectiveAction.objects.update(check_on=action.check_on, due_on=action.due_on)
        assert client.post(f"/actions/A-1/{path}", {**said, "version": "1"}).status_code == 409


def test_it_is_done_checked_in_words_or_dropped(rev, own, owner, client):
    opened(own, rev, owner)
    client.post("/actions/A-1/state", {"state": "done"})
    assert action_by_code(own, "A-1").state == "done"
    refused = client.post("/actions/A-1/check", {"outcome": "no", "conclusion": ""})
    assert (refused.status_code, "This field is required." in text_of(refused)) == (422, True)
    told = client.post("/actions/A-1/check", {"outcome": "no", "conclusion": "Nothing moved", "version": "2"})
    assert told.status_code == 302
    page = text_of(client.get("/actions/A-1"))
    assert ("it did not work" in page, "Nothing moved" in page) == (True, True)
    opened(own, rev, owner)
    assert client.post("/actions/A-2/drop", {"conclusion": " "}).status_code == 422
    assert client.post("/actions/A-2/drop", {"conclusion": "Overtaken", "version": "1"}).status_code == 302
    client.post("/actions/A-2/state", {"state": "open"})
    assert action_by_code(own, "A-2").state == "open"


def test_pages_of_the_thing_tell_what_is_done_and_what_is_accepted(rev, own, owner, office, vera, olga, client):
    section = "/actions/on/measure/REV/2026-10"
    assert "Act on it" in text_of(client.get(f"{section}?tone=poor", headers=HTMX))
    assert text_of(client.get(section, headers=HTMX)).strip() == ""
    assert client.get(section).status_code == 302
    opened(own, rev, owner)
    accept_deviation(office, thing=rev, ends_on=date(2026, 12, 31), reason="A strike in the harbour")
    client.force_login(vera, backend=BACKEND)
    for address, headers in (
        (section, HTMX),
        (f"{section}?part=accepted", HTMX),
        ("/?open=all", {}),
    ):
        page = text_of(client.get(address, headers=headers))
        assert "Accepted until 31 Dec" in page, address
        assert ("Act on it" in page, "Accept it no more" in page) == (False, False)
    assert "Call them" in text_of(client.get(section, headers=HTMX))
    client.force_login(olga, backend=BACKEND)
    assert client.get("/deviations/new/measure/REV").status_code == 200
    early = client.post("/deviations/new/measure/REV", {"reason": "Flood", "ends_on": "2026-11-01"})
    assert (early.status_code, "The end lies in the past." in text_of(early), "Flood" in text_of(early)) == (
        422, True, True,
    )  # fmt: skip
    assert client.post("/deviations/new/measure/REV", {"reason": "Flood", "ends_on": "2026-12-01"}).status_code == 302
    assert "by Olga Office" in text_of(client.get(section, headers=HTMX))


def test_what_nobody_acts_on_is_a_filter_and_a_count(rev, own, owner, office, olga, client):
    change_plan(office, plan=Plan.objects.get(), off_track_reaction_days=5, red_below=65.0, is_from_beginning=True)
    count = "/actions/unanswered?plan=E&period=2026-10"

    def listed(address):
        return re.findall(r'data-open[^>]*href="/(?:measures|objectives)/(\w+)', client.get(address).content.decode())

    assert "Without an action 2" in text_of(client.get(count, headers=HTMX))
    assert client.get(count).headers["Location"] == "/?plan=E&period=2026-10&status=unanswered"
    assert listed("/measures?plan=E&status=unanswered") == ["REV"]
    assert listed("/objectives?plan=E&status=unanswered") == ["GROW"]
    assert set(listed("/?plan=E&status=unanswered")) == {"GROW", "REV"}
    page = client.get("/?plan=E&status=unanswered").content.decode()
    assert (page.count("/actions/new/measure/REV/2026-10"), page.count("/actions/new/objective/GROW")) == (1, 0)
    assert "REV" in client.get("/scorecard.csv?plan=E&status=unanswered").content.decode()
    opened(own, rev, owner)
    opened(office, Objective.objects.get(code="GROW"), owner)
    assert text_of(client.get(count, headers=HTMX)).strip() == ""
    assert listed("/?plan=E&status=unanswered") == []
    client.force_login(olga, backend=BACKEND)
    assert set(listed("/?plan=E&status=unanswered")) == {"COST", "SECRET"}


def test_pages_ask_at_most_fifteen_times(rev, own, owner, office, client):
    change_plan(office, plan=Plan.objects.get(), off_track_reaction_days=5, red_below=65.0, is_from_beginning=True)
    for number in range(30):
        opened(own, rev, owner, name=f"Call {number}", expected_low=1, expected_high=2)
    opened(office, Objective.objects.get(code="GROW"), owner)
    for address, headers in (
        ("/actions?whose=all&shown=all", {}),
        ("/actions?whose=unit&q=call", {}),
        ("/actions/A-1", {}),
        ("/actions/A-31", {}),
        ("/actions/A-1/edit", {}),
        (NEW, {}),
        ("/actions/on/measure/REV/2026-10?tone=poor", HTMX),
        ("/actions/unanswered?plan=E&period=2026-10", HTMX),
        ("/?plan=E&status=unanswered", {}),
        ("/measures?plan=E&status=unanswered", {}),
    ):
        client.get(address, headers=headers)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, headers=headers).status_code == 200
        most = 14 if address in ("/actions/A-1", "/actions/A-31") else 15
        assert len(asked) <= most, (address, [query["sql"][:150] for query in asked])
