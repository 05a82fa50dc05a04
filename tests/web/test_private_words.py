"""A word that stands in everything private is looked for on every page, in every answer, sheet and export, as each role."""

import io
import zipfile

import pytest
from django.test import Client
from tests.jobs import run_waiting
from tests.web.test_probe import BACKEND, PERIOD, Probe, few_numbers, hidden_from, read_by

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.accounts.sight import things
from hoshin.base.periods import Period
from hoshin.commentary.services import add_file, add_link
from hoshin.exchange.models import Transfer
from hoshin.exchange.workbook.export import export
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, record_actual
from hoshin.org.models import Person
from hoshin.scorecards.models import Node
from hoshin.strategy.models import Objective
from hoshin.strategy.services import add_causal_link, add_objective, change_objective, set_contribution

pytestmark = pytest.mark.django_db
WORD = "zanzibar"


@pytest.fixture
def private(supplied_world, november, system, ada, vera, olga):
    """The private objective SECRET and the measure COST that serves it alone say the word wherever they can."""
    secret, cost = Objective.objects.get(code="SECRET"), Measure.objects.get(code="COST")
    change_objective(system, objective=secret, name=f"Sell {WORD}", description=f"{WORD}, soon")
    said = {name: f"{WORD} {name}" for name in ("name", "description", "source")}
    change_measure(system, measure=cost, **said, unit_of_measure=f"{WORD}s")
    record_actual(system, measure=cost, period=Period.parse(PERIOD), value=61, note=f"Asked in {WORD}")
    below = add_objective(system, plan=secret.plan, code="BELOW", name=f"Below {WORD}", visibility="private")
    set_contribution(system, parent=Objective.objects.get(code="GROW"), child=below)
    add_causal_link(system, cause=secret, effect=Objective.objects.get(code="GROW"), note=f"By way of {WORD}")
    add_link(system, thing=cost, address=f"https://example.org/{WORD}", title=f"About {WORD}")
    add_file(system, thing=secret, name=f"{WORD}.txt", content=WORD.encode(), period=Period.parse(PERIOD))
    return cost


def probe_for(actor: Actor) -> Probe:
    """What bears the word, by kind; addresses of what can be seen are tried by the codes of the same plan."""
    every = {kind: list(thing.model._base_manager.order_by("pk")) for kind, thing in things().items()}
    nodes = Node.objects.filter(objective__code="GROW")
    codes = {"objective": "GROW", "measure": "REV", "unit": "NORTH", "plan": "E", "perspective": "FIN"}
    return Probe(few_numbers(every | hidden_from(actor)) | {"node": str(nodes.get().pk)}, codes, (WORD,))


@pytest.mark.parametrize("email", ["vera@hoshin.test", "carl@hoshin.test"])
def test_whoever_may_not_see_it_reads_it_nowhere(private, email):
    actor = Actor.of(User.objects.get(email=email), "web")
    assert read_by(actor, probe_for(actor), Probe({}, {"objective": "SECRET", "measure": "COST"}, (WORD,))) == {}


@pytest.mark.parametrize(("email", "is_told"), [("vera@hoshin.test", False), ("olga@hoshin.test", True)])
def test_no_export_says_it(private, email, is_told, tmp_path, client):
    """Every sheet, as a folder, as a workbook and as the file that a page gives; the office finds it in all of them."""
    user = User.objects.get(email=email)
    actor = Actor.of(user, "web")
    folder = export(actor, tmp_path / "sheets", history=True)
    told = {"folder": b"".join(path.read_bytes() for path in sorted(folder.glob("*.csv")))}
    told["workbook"] = _unpacked(export(actor, tmp_path / "all.xlsx", history=True).read_bytes())
    client.force_login(user, backend=BACKEND)
    for form in ("zip", "xlsx"):
        begun = client.post("/exchange/export", {"form": form, "history": "on"})
        run_waiting()
        key = Transfer.objects.get(key=begun["Location"].removeprefix("/exchange/").split("/")[0]).key
        told[form] = _unpacked(b"".join(client.get(f"/exchange/{key}/file").streaming_content))
    told["lines"] = _lines(client)
    # What the scorecard's lines leave out for everybody says nothing about who may read them.
    assert {way: WORD.encode() in text for way, text in told.items()} == dict.fromkeys(told, is_told)


def _unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def _lines(client: Client) -> bytes:
    answer = client.get(f"/scorecard.csv?period={PERIOD}")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_whoever_supplies_a_hidden_measure_records_it_and_sees_nothing_of_what_it_serves(private, system, client):
    carl = User.objects.get(email="carl@hoshin.test")
    change_measure(
        system, measure=private, supplier=Person.objects.get(user=carl), name="Cost", description="", source=""
    )
    client.force_login(carl, backend=BACKEND)
    page = client.get("/measures/COST").content.decode()
    assert "Record" in page
    assert "Sell" not in page
    recorded = client.post("/measures/COST/values/2026-11", {"value": "58", "expected_id": "0"})
    assert recorded.status_code == 302
    _, secret = create_token(Actor.of(carl, "web"), name="program")
    bearer = {"authorization": f"Bearer {secret}"}
    answer = client.post(
        "/api/v1/measures/COST/actuals",
        {"period": "2026-09", "value": 57},
        content_type="application/json",
        headers=bearer,
    )
    assert answer.status_code == 200
    many = {"rows": [{"measure": "COST", "period": "2026-08", "value": 56}]}
    assert client.post("/api/v1/actuals", many, content_type="application/json", headers=bearer).status_code == 200
    assert client.get("/objectives/SECRET").status_code == 404
