"""Files on initiatives and corrective actions: kept once, read by who reads the thing, added by who writes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.actions.models import ActionFile
from hoshin.actions.services import open_action
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.commentary.models import MOST_BYTES, StoredFile
from hoshin.initiatives.models import InitiativeFile
from hoshin.initiatives.services import add_initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def carls(supplied_world, november, carl, office):
    """An initiative and an action of Carl's that everybody sees, and an initiative for what is hidden from Vera."""
    actor, person = Actor.of(carl, "web"), Person.objects.get(employee_id="P1")
    grow, secret = (Objective.objects.get(code=code) for code in ("GROW", "SECRET"))
    add_initiative(actor, code="I1", name="One desk", owner=person, effects={grow: (0.1, 0.2)})
    add_initiative(office, code="I2", name="Hidden desk", effects={secret: (0.1, 0.2)})
    today = clock.today()
    rev = Measure.objects.get(code="REV")
    open_action(actor, thing=rev, name="Call them", owner=person, due_on=today, check_on=today, period=OCTOBER)
    return actor


def sent(client, address, content=PDF, name="plan.pdf", **said):
    return client.post(address, {"file": SimpleUploadedFile(name, content), **said})


@pytest.mark.parametrize(
    ("address", "model"), [("/files/initiative/I1", InitiativeFile), ("/files/action/A-1", ActionFile)]
)
def test_a_file_is_added_read_and_taken_away(carls, client, carl, vera, address, model):
    client.force_login(carl, backend=BACKEND)
    answer = sent(client, address, title="The plan")
    assert answer.status_code == 302
    assert answer.url.endswith("#files")
    row = model.objects.get()
    assert (row.title, row.file_name, row.size, row.added_by) == ("The plan", "plan.pdf", len(PDF), "Carl Contributor")
    kind = address.split("/")[2]
    content = f"/files/{kind}/{row.pk}/content"
    assert f'href="{content}"' in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert address in client.get(answer.url).content.decode(), "it comes in behind its page"
    sent(client, address, name="same.pdf")
    assert StoredFile.objects.count() == 1, "the same content is kept once"
    client.force_login(vera, backend=BACKEND)
    fetched = client.get(content)
    assert (fetched.content, fetched["Content-Type"]) == (PDF, "application/pdf")
    assert 'attachment; filename="plan.pdf"' in fetched["Content-Disposition"]
    assert "sandbox" in fetched["Content-Security-Policy"]
    page = client.get(address).content.decode()
    assert "The plan" in page
    assert "Attach a file" not in page
    assert sent(client, address).status_code == 403
    assert client.post(f"/files/{kind}/{row.pk}/remove").status_code == 403
    client.force_login(carl, backend=BACKEND)
    assert client.post(f"/files/{kind}/{row.pk}/remove").status_code == 302
    assert client.get(content).status_code == 404
    change = Change.objects.order_by("-pk").first()
    assert client.post(f"/audit/{change.pk}/undo").status_code in (200, 302)
    assert client.get(content).status_code == 200


def test_what_cannot_be_kept_is_refused_and_nothing_is_lost(carls, client, carl):
    client.force_login(carl, backend=BACKEND)
    for content, name, told in (
        (b"", "plan.pdf", "empty"),
        (b"x" * (MOST_BYTES + 1), "plan.txt", "At most 10 MB."),
        (b"no document", "plan.pdf", "What stands in it is no"),
    ):
        refused = sent(client, "/files/initiative/I1", content, name, title="The plan")
        assert refused.status_code == 422, name
        said = refused.content.decode()
        assert told in said
        assert 'value="The plan"' in said
    assert not InitiativeFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_on_what_is_hidden_is_not_there(carls, client, olga, vera):
    client.force_login(olga, backend=BACKEND)
    assert sent(client, "/files/initiative/I2").status_code == 302
    content = f"/files/initiative/{InitiativeFile.objects.get().pk}/content"
    assert client.get(content).status_code == 200
    client.force_login(vera, backend=BACKEND)
    for address in (content, "/files/initiative/I2", "/files/plan/E"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(("thing", "kind"), [("/initiatives/I1", "initiative"), ("/actions/A-1", "action")])
def test_a_program_attaches_lists_fetches_and_takes_away(carls, carl, vera, client, thing, kind):
    def asking(user):
        return {"headers": {"Authorization": f"Bearer {create_token(Actor.of(user, 'web'), name='Program')[1]}"}}

    carls_program, veras_program = asking(carl), asking(vera)
    file = {"file": SimpleUploadedFile("plan.pdf", PDF), "title": "The plan"}
    sent = client.post(f"/api/v1{thing}/files", file, **carls_program).json()
    assert (sent["title"], sent["file"], sent["size"], sent["added_by"]) == (
        "The plan",
        "plan.pdf",
        len(PDF),
        "Carl Contributor",
    )
    assert client.get(f"/api/v1{thing}/files", **veras_program).json()["items"] == [sent]
    content = f"/api/v1/{kind}-files/{sent['number']}"
    fetched = client.get(content, **veras_program)
    assert (fetched.content, fetched["Content-Type"]) == (PDF, "application/pdf")
    wrong = client.post(f"/api/v1{thing}/files", {"file": SimpleUploadedFile("a.pdf", b"none")}, **carls_program)
    assert (wrong.status_code, "What stands in it is no" in wrong.content.decode()) == (422, True)
    assert client.delete(content, **veras_program).status_code == 403
    assert client.delete(content, **carls_program).status_code == 200
    assert client.get(content, **carls_program).status_code == 404
    assert client.get(f"/api/v1{thing}/files", **carls_program).json()["items"] == []
