"""What no form of ours would send: answered with a sentence, and never by a fault of the server."""

import pytest
from django.db import transaction
from django.test import Client
from tests.web.test_probe import BACKEND, Probe, api_addresses, few_numbers, web_addresses

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.accounts.sight import things
from hoshin.scorecards.models import Node

pytestmark = pytest.mark.django_db
NUL, HUGE, FAR = "\x00", "99999999999999999999999", "9999-12"
# A digit that is no number, and more digits than Python reads.
RAISED, MANY = "²", "9" * 5_000
NAMES = ("plan", "period", "since", "unit", "q", "page", "sort", "open", "order", "known_to", "known_from", "as_of",
         "depth", "limit", "offset", "node", "to", "from", "by", "at", "kind", "who", "what", "perspective", "theme",
         "above", "first", "last", "parent", "jump", "pk", "id", "table", "code", "version", "expected_id", "value",
         "weight", "name", "reason", "status", "expires_on", "starts_on", "position", "ids", "lag_months", "cause",
         "effect", "owner", "direction", "target", "due_date", "start_date", "before", "after", "field")  # fmt: skip


@pytest.fixture
def office_of_plan(supplied_world, november, ada):
    """Ada's browser and program, and addresses with what there is in them."""
    web = Client(raise_request_exception=False)
    web.force_login(ada, backend=BACKEND)
    program = Client(raise_request_exception=False)
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {create_token(Actor.of(ada, 'web'), name='Strange')[1]}"
    numbers = few_numbers({kind: list(thing.model._base_manager.order_by("pk")) for kind, thing in things().items()})
    numbers["node"] = str(Node.objects.get(objective__code="GROW").pk)
    codes = {"objective": "GROW", "measure": "REV", "unit": "NORTH", "plan": "E"}
    return web, program, Probe(numbers, codes, ())


def broken(client, addresses, ask, *values):
    """Each by itself: what it did, or left broken, is rolled back."""
    found = {}
    for address in dict.fromkeys(addresses):
        for value in values:
            with transaction.atomic():
                answer = ask(client, address, value)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                found[address, value[:30]] = answer.status_code
    return found


def of_few_kinds(addresses):
    """Where an address names a kind of thing, an objective and a measure are enough, and nothing but numbers."""
    others = set(things()) - {"objective", "measure"}
    return [
        one
        for one in dict.fromkeys(address for _, address in addresses)
        if not others & set(one.split("/")) and "sign-out" not in one and "(" not in one
    ]


def that_read(client, addresses, method):
    """Those that look at what is sent: the others answer so before, whatever it is."""
    return [one for one in addresses if _status(client, method, one) not in (401, 404, 405)]


def _status(client, method, address):
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    return answer.status_code


def get(client, address, value):
    return client.get(address, dict.fromkeys(NAMES, value))


def get_one(client, address, value):
    return client.get(address, {"period": value, "since": value, "page": value})


def post(client, address, value):
    return client.post(address, dict.fromkeys(NAMES, value))


def test_no_page_breaks(office_of_plan):
    web, _, probe = office_of_plan
    addresses = of_few_kinds(web_addresses(probe))
    pages, acts = (that_read(web, addresses, method) for method in ("get", "post"))
    assert broken(web, pages, get, NUL, HUGE) == {}
    assert broken(web, pages, get_one, FAR, "0001-01", MANY) == {}
    assert broken(web, acts, post, NUL, "12-x", RAISED, MANY) == {}
    assert (len(pages), len(acts)) > (30, 20)


def test_no_operation_breaks(office_of_plan):
    _, program, probe = office_of_plan
    addresses = of_few_kinds(api_addresses(probe))
    assert broken(program, addresses, get_one, NUL, HUGE, FAR, "0001-01", "12-x") == {}


def test_no_address_breaks(office_of_plan):
    """Addresses themselves, with a character in the place of a code that no text has."""
    web, program, _ = office_of_plan
    probe = Probe(dict.fromkeys(things(), "1"), dict.fromkeys(things(), "a\x00b"), ())
    for client, addresses in ((web, web_addresses(probe)), (program, api_addresses(probe))):
        asked = of_few_kinds(addresses)
        assert {one: status for one in asked if (status := client.get(one).status_code) >= 500} == {}


def test_what_cannot_be_read_is_said_to_be_so(office_of_plan):
    web, program, _ = office_of_plan
    nul = web.post("/measures/REV/values/2026-10/withdraw", {"expected_id": "12-x"})
    assert (nul.status_code, nul["X-Problem"]) == (400, "request")
    assert b"cannot be kept" in nul.content
    body = {"period": "2026-10", "value": 1, "note": "a\x00b"}
    answer = program.post("/api/v1/measures/REV/actuals", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("request", "invalid")
