"""Links and files on measures and their periods."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.api.conftest import Program
from tests.exchange.workbooks import written
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.audit.models import Change, Entry
from hoshin.audit.undo import undo
from hoshin.base.errors import Denied, Invalid
from hoshin.commentary.models import MOST_BYTES, Attachment, StoredFile
from hoshin.commentary.selectors import attachments_on
from hoshin.commentary.services import add_file, add_link, remove_attachment
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db
_KEPT = ("measure", "objective", "starts_on", "frequency", "title", "address", "added_by")
PAGE = b"<script>alert(1)</script>"


@pytest.fixture
def rev(supplied_world, november, carl):
    return Measure.objects.get(code="REV")


def test_a_link_is_a_whole_address_of_the_web(rev, office):
    no_pages = [
        "",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "https://",
        "//a.org",
    ]
    no_pages += [
        "https://a:b@example.org",
        "http://[",
        "https://a.org/ x",
        'https://a.org/">',
        "https://a/" + "x" * 2000,
    ]
    for address in no_pages:
        with pytest.raises(Invalid):
            add_link(office, thing=rev, address=address)


def test_links_stand_on_the_thing_and_on_its_period_and_removal_is_undone(rev, carl, vera):
    owner = Actor.of(carl, "web")
    whole = add_link(owner, thing=rev, address="https://example.org/a", title="Contract")
    of_october = add_link(owner, thing=rev, address="http://intranet/b", period=OCTOBER)
    assert (whole.period, of_october.title) == (None, "http://intranet/b")
    assert attachments_on(Actor.of(vera, "web"), rev, period=OCTOBER) == [of_october]
    for actor in (Actor.of(vera, "web"),):
        with pytest.raises(Denied):
            remove_attachment(actor, attachment=whole)
    remove_attachment(owner, attachment=whole)
    undo(owner, change=Change.objects.latest("pk"))
    assert {row.title for row in attachments_on(owner, rev)} == {"Contract", "http://intranet/b"}


def test_a_file_is_kept_once_never_in_the_trail_and_comes_back_after_its_removal(rev, office):
    file = add_file(office, thing=rev, name=r"C:\plans\yard.html", content=PAGE)
    again = add_file(office, thing=rev, name="copy.txt", content=PAGE, period=OCTOBER)
    assert (file.file_name, file.size, StoredFile.objects.count(), file.file) == ("yard.html", 25, 1, again.file)
    assert not [entry for entry in Entry.objects.all() if "alert(1)" in str(entry.after)]
    remove_attachment(office, attachment=file)
    undo(office, change=Change.objects.latest("pk"))
    assert bytes(Attachment.objects.get(title="yard.html").file.content) == PAGE
    wrong = [("", b"x"), ("a.txt", b""), ("a.txt", b"x" * (MOST_BYTES + 1)), ("a.pdf", b"MZ"), ("a.csv", b"a\0b")]
    for name, content in wrong:
        with pytest.raises(Invalid):
            add_file(office, thing=rev, name=name, content=content)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(measure=rev, title="x", address="javascript:alert(1)")


def test_a_file_is_saved_and_never_opened_as_a_page(rev, olga, vera, client):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    place = "/attachments/measure/COST/2026-10"
    assert client.post(place, {"title": "Neither"}).status_code == 422
    page = SimpleUploadedFile("yärd.html", PAGE, content_type="text/html")
    assert client.post(place, {"file": page, "address": "https://example.org"}).status_code == 422
    page.seek(0)
    assert client.post(place, {"file": page}).status_code == 302
    attached = Attachment.objects.get()
    assert (attached.measure.code, attached.period) == ("COST", OCTOBER)
    answer = client.get(f"/attachments/{attached.pk}")
    assert (answer.content, answer["Content-Type"]) == (PAGE, "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
    # Cost serves a private objective alone.
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    assert client.get(f"/attachments/{attached.pk}").status_code == 404
    assert client.post(f"/attachments/{attached.pk}/remove").status_code == 404
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert "yärd.html" in client.get("/commentary/measure/COST/2026-10").content.decode()
    assert client.post(f"/attachments/{attached.pk}/remove").status_code == 302
    assert client.get(f"/attachments/{attached.pk}").status_code == 404


def test_a_program_attaches_lists_fetches_and_removes(rev, office, carl, vera, client):
    owner, viewer = (Program(client, create_token(Actor.of(user, "web"), name="p")[1]) for user in (carl, vera))
    file = {"file": SimpleUploadedFile("Yard.pdf", b"%PDF-1.7 x"), "title": "The yard", "period": "2026-10"}
    added = owner.post("/measures/REV/files", lambda: file).json()
    told = {"measure": "REV", "period": "2026-10", "title": "The yard", "file": "Yard.pdf", "size": 10, "address": None}
    assert told.items() <= added.items()
    link = owner.post("/measures/REV/links", {"address": "https://example.org/a"}).json()
    assert viewer.get("/measures/REV/attachments").json()["items"] in ([link, added], [added, link])
    got = viewer.get(f"/attachments/{added['id']}/file")
    assert (got.content, got["Content-Type"]) == (b"%PDF-1.7 x", "application/pdf")
    assert viewer.get(f"/attachments/{link['id']}/file").status_code == 404
    assert viewer.delete(f"/attachments/{added['id']}").status_code == 403
    assert owner.delete(f"/attachments/{added['id']}").json() == added
    assert viewer.get(f"/attachments/{added['id']}").status_code == 404
    hidden = add_link(office, thing=Measure.objects.get(code="COST"), address="https://example.org/private")
    for path in (f"/attachments/{hidden.pk}", "/measures/COST/attachments", "/objectives/SECRET/attachments"):
        assert viewer.get(path).status_code == 404, path


def test_what_is_wrong_with_an_upload_is_told_with_value_and_way_out(rev, carl, client):
    owner = Program(client, create_token(Actor.of(carl, "web"), name="p")[1])
    large = {"file": SimpleUploadedFile("film.bin", b"x" * (MOST_BYTES + 1))}
    [problem] = owner.post("/measures/REV/files", lambda: large).json()["problems"]
    assert (problem["field"], problem["value"], "10 MB" in problem["message"]) == ("file", "film.bin", True)
    assert "link" in problem["remedy"]
    wrong = {"file": SimpleUploadedFile("plan.pdf", b"MZ\x90")}
    [problem] = owner.post("/measures/REV/files", lambda: wrong).json()["problems"]
    assert (problem["message"], problem["value"]) == ("What stands in it is no pdf.", "plan.pdf")
    for body in (
        {"address": "javascript:alert(1)"},
        {"address": "https://a.org", "period": "2026-13"},
        {"adress": "x"},
    ):
        answer = owner.post("/measures/REV/links", body)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert owner.post("/measures/REV/links?titel=x", {"address": "https://a.org"}).status_code == 422


def test_links_go_out_and_come_back_and_files_are_named(rev, office, vera, tmp_path):
    add_link(office, thing=rev, address="https://example.org/A", title="Contract")
    add_link(office, thing=rev, address="https://example.org/A", title="The same again")
    add_link(office, thing=Objective.objects.get(code="GROW"), address="http://intranet/b", period=OCTOBER)
    add_link(office, thing=Measure.objects.get(code="COST"), address="https://example.org/zanzibar")
    file = add_file(office, thing=rev, name="yard.pdf", content=b"%PDF-1.7", period=OCTOBER)
    sheet = (export(office, tmp_path / "out") / "attachments.csv").read_text(encoding="utf-8-sig")
    assert f"REV,,,2026-10,yard.pdf,/attachments/{file.pk},yard.pdf,Olga Office" in sheet
    seen = (export(Actor.of(vera, "web"), tmp_path / "seen") / "attachments.csv").read_text(encoding="utf-8-sig")
    assert ("Contract" in seen, "zanzibar" in seen, "zanzibar" in sheet) == (True, False, True)
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed, again.warnings) == (0, 0, [])
    links = Attachment.objects.filter(file=None).order_by("address")
    kept = list(links.exclude(title="The same again").values(*_KEPT))
    Attachment.objects.all().delete()
    again = import_workbook(office, tmp_path / "out")
    assert list(links.values(*_KEPT)) == kept
    assert ["yard.pdf" in str(notice) for notice in again.warnings] == [True]
    head = "measure,objective,period,address,title\n"
    wrong = "REV,GROW,,https://a.org,\nREV,,,javascript:alert(1),\nRVE,,,https://a.org,\n,,,https://a.org,None\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "wrong", {"attachments": head + wrong}))
    told = sorted((one.row, one.field) for one in refused.value.problems)
    assert told == [(2, "measure"), (3, "address"), (4, "measure"), (5, "measure")]
