"""No link leads to a page that refuses: every kind of person follows what each page offers them.

A link is followed as long as its page, or a word of its query on that page, was not met yet: so it stays cheap.
"""

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from hoshin.accounts.access import Actor
from hoshin.org.models import Person
from hoshin.org.services import change_person
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective
from hoshin.web.find.deeds import places_called

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
EACH = 1
# What is fetched to be put into a page, or taken home, has no links of its own.
_LINK = re.compile(r'(?:\bhref|\bhx-get|data-url)="([^"]*)"')
_OTHERS = ("/static/", "/api/", "mailto:", "http://", "https://", "#")


def links_of(html: str, page: str) -> list[str]:
    """Addresses within the house that a page names, without the places within them."""
    found = [unescape(link) for link in _LINK.findall(html)]
    inner = [link for link in found if link and not link.startswith(_OTHERS)]
    return list(dict.fromkeys(urljoin(page, link).partition("#")[0] for link in inner))


def kinds_of(address: str) -> set[tuple[object, ...]]:
    """What is told apart of a link: its page, and each word of its query beside the page."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    page = (match.url_name, match.kwargs.get("kind"))
    return {page, *((*page, name) for name, _value in parse_qsl(parts.query))}


def refusals(user) -> list[str]:
    """The links that lead somebody to a page that refuses, each with the page that offers it."""
    client, seen, refused = Client(), Counter(), []
    client.force_login(user, backend=BACKEND)
    waiting = [("/", ""), ("/profile", ""), ("/find?q=k", ""), ("/find?q=edit k", ""), ("/find", "")]
    waiting += [(place.address, "the palette") for place in places_called(Actor.of(user, "web"), "")]
    known = {address for address, _from in waiting}
    while waiting:
        address, offered_by = waiting.pop(0)
        try:
            kinds = kinds_of(address)
        except Resolver404:
            refused.append(f"{offered_by} → {address}: no such page")
            continue
        if all(seen[kind] >= EACH for kind in kinds):
            continue
        seen.update(kinds)
        answer = client.get(address)
        # What only takes forms is no link: 405.
        if answer.status_code >= 400 and answer.status_code != 405:
            refused.append(f"{offered_by} → {address}: {answer.status_code}")
        if answer.status_code == 302:
            onward = [answer.url]
        elif answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
            onward = links_of(answer.content.decode(), address)
        else:
            onward = []
        waiting += [(link, address) for link in onward if link not in known]
        known.update(onward)
    assert len(seen) > 25, "the pages lead to each other"
    return refused


@pytest.mark.parametrize("who", ["vera", "carl", "olga"])
def test_no_link_leads_to_a_page_that_refuses(house_world, request, november, who):
    user = request.getfixturevalue(who)
    system = Actor.system()
    if who == "carl":
        change_person(system, person=Person.objects.get(employee_id="1"), user=user)
    change_objective(system, objective=Objective.objects.get(code="OF"), visibility="private")
    assert refusals(user) == []


def test_whoever_is_refused_reads_whom_to_ask(client, vera, ada, olga):
    client.force_login(vera, backend=BACKEND)
    denied = client.get("/users").content.decode()
    assert f'<a href="mailto:{ada.email}">{ada.name}</a>' in denied
    assert olga.name not in denied, "who cannot give the right is not named"
    hidden = client.get("/objectives/NOWHERE").content.decode()
    assert f'<a href="mailto:{olga.email}">{olga.name}</a>' in hidden, (
        "the office sees what is private, and may open it"
    )
