"""The frame around every page: what the rail offers to whom, and that no link in it leads to a closed door."""

import re

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user
from hoshin.exchange.plan_templates import start_from_template
from hoshin.org.models import Unit
from hoshin.org.services import add_unit
from hoshin.web.context import rail
from hoshin.web.navigation import MAIN, MOST_MAIN, MOST_ON_PHONE, pages, rail_pages

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def actor_of_ada(ada):
    return Actor.of(ada, "web")


def rail_of(client, user):
    client.force_login(user, backend=BACKEND)
    html = client.get("/profile").content.decode().split('<nav class="rail"')[1].split("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"[^>]*>.*?<span>([^<]+)</span>', html)


# Further apps have further pages.
KNOWN = {
    *("Scorecard", "Strategy map", "Objectives", "Measures", "Organisation", "Plan"),
    *("Export", "Import and export", "Audit trail", "Users", "Settings"),
}


def test_each_role_finds_its_pages_and_no_closed_door(client, vera, carl, olga, ada):
    readers = ["Scorecard", "Strategy map", "Objectives", "Measures", "Plan", "Organisation", "Export"]
    office = [*readers[:-3], "Organisation", "Plan", "Import and export", "Audit trail"]
    wanted = {
        vera: readers,
        carl: readers,
        olga: office,
        ada: [*office, "Users", "Settings"],
    }
    for user, labels in wanted.items():
        found = rail_of(client, user)
        assert [label for _, label in found if label in KNOWN] == labels
        assert [client.get(address).status_code for address, _ in found] == [200] * len(found)


def test_an_employee_has_at_most_seven_pages_at_hand_and_finds_the_rest_under_more(vera, carl):
    for user in (vera, carl):
        actor = Actor.of(user, "web")
        main, more, grouped = rail_pages(actor)
        assert [page.name for page in main] == [name for name in MAIN if name in {page.name for page in main}]
        assert (main[0].name, len(main) <= MOST_MAIN, grouped) == ("home", True, [])
        assert {page.name for page in (*main, *more)} == {page.name for page in pages() if page.is_for(actor)}
        shown = rail(actor, "objectives")
        assert [item.label for item in shown.more if item.is_current] == ["Objectives"]
        assert shown.is_open
        assert not rail(actor, "home").is_open
        assert sum(not item.is_wide for item in shown.main) <= MOST_ON_PHONE


def test_the_search_stands_on_every_page_of_the_rail(client, olga, enterprise):
    for address, label in rail_of(client, olga):
        assert "data-palette" in client.get(address).content.decode(), label


def test_a_history_leads_readers_to_no_closed_door(client, vera, enterprise):
    client.force_login(vera, backend=BACKEND)
    html = client.get("/objectives/OC/history").content.decode()
    assert re.search(r"Change \d+", html)
    assert "/audit" not in html


def test_a_plan_from_a_template_shows_what_is_to_be_filled(client, ada, actor_of_ada):
    start_from_template(actor_of_ada, key="agency")
    client.force_login(ada, backend=BACKEND)
    card = client.get("/").content.decode()
    assert "Nothing has a score yet." in card
    first = client.get("/measures").context["rows"].rows[0]
    assert client.get(f"/measures/{first.code}").status_code == 200


def test_a_stranger_who_is_lost_sees_no_frame(client, vera):
    html = client.get("/no-such-page").content.decode()
    assert "This page is not here" in html
    assert 'class="rail"' not in html


def test_units_and_people_are_found_from_anywhere(client, olga, office):
    add_unit(office, code="N", name="North")
    client.force_login(olga, backend=BACKEND)
    assert "Add a unit" in client.get("/find?q=add").content.decode()
    assert Unit.objects.get().name in client.get("/find?q=nor").content.decode()


def test_the_trail_leads_to_no_page_that_refuses(client, olga, ada, actor_of_ada):
    add_user(actor_of_ada, email="new@hoshin.test", name="New")
    for who, leads in ((olga, False), (ada, True)):
        client.force_login(who, backend=BACKEND)
        assert ("/users/" in client.get("/audit").content.decode()) == leads, who.name
