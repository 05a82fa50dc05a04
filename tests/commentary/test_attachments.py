"""Links and files on measures and their periods."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.audit.undo import undo
from hoshin.base.errors import Denied, Invalid
from hoshin.commentary.models import MOST_BYTES, Attachment, StoredFile
from hoshin.commentary.selectors import attachments_on
from hoshin.commentary.services import add_file, add_link, remove_attachment
from hoshin.measures.models import Measure

pytestmark = pytest.mark.django_db
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
    for name, content in (("", b"x"), ("a.txt", b""), ("a.txt", b"x" * (MOST_BYTES + 1))):
        with pytest.raises(Invalid):
            add_file(office, thing=rev, name=name, content=content)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(measure=rev, title="x", address="javascript:alert(1)")


def test_a_file_is_saved_and_never_opened_as_a_page(rev, olga, vera, client):
    client.force_login(olga, backend="django.contrib.auth.backends.ModelBackend")
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
    client.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/attachments/{attached.pk}").status_code == 404
    assert client.post(f"/attachments/{attached.pk}/remove").status_code == 404
    client.force_login(olga, backend="django.contrib.auth.backends.ModelBackend")
    assert "yärd.html" in client.get("/commentary/measure/COST/2026-10").content.decode()
    assert client.post(f"/attachments/{attached.pk}/remove").status_code == 302
    assert client.get(f"/attachments/{attached.pk}").status_code == 404
