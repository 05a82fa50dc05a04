"""Mia gets everything that is held of her and that she may read, and nobody else gets it."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.personal.a_life import NAME, UNREAD, lived

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.selectors import trail
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, NotFound
from hoshin.base.tasks import defer
from hoshin.org.models import Person
from hoshin.personal.models import DataExport
from hoshin.personal.places import file_of
from hoshin.personal.selectors import own_export, own_exports
from hoshin.personal.services import ask_for_data, write_data
from hoshin.personal.services.exporting import FORGET_FILES
from hoshin.personal.subjects import own_subject, subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(owing_world, november, settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path)
    people = lived(None)
    people.admin = Actor.of(User.objects.get(email="ada@hoshin.test"), "web")
    people.herself = Actor.of(User.objects.get(pk=people.mia.user_id), "web")
    return people


@pytest.fixture
def found(cast, tmp_path):
    """The file by the names of what is in it."""
    path = tmp_path / "mia.zip"
    assert write_data(cast.herself, subject=own_subject(cast.herself), path=path) > 60
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_every_word_of_hers_and_none_that_she_may_not_read(cast, found):
    texts = {name: content.decode() for name, content in found.items() if not name.startswith("files/")}
    everything = "\n".join(texts.values())
    assert [said for said in cast.own + cast.openly if said not in everything] == []
    assert UNREAD not in everything
    assert "Carl says that Mia Muster listens." in everything, "what she was given"
    assert "To Mia Muster, from nobody." in everything
    assert "They said that of her." in everything, "what was released to her"
    for secret in ("t" * 64, "g" * 64, "c" * 64, "k" * 32, "pbkdf2"):
        assert secret not in everything


def test_it_is_for_programs_and_for_reading(cast, found):
    notes = json.loads(found["data/meetings.privatenote.person.json"])
    assert notes["what"] == "Notes for themself"
    [note] = notes["rows"]
    assert note["day"] == "2026-11-03"
    assert note["person"] == {"number": cast.mia.pk, "name": NAME}
    page = found["index.html"].decode()
    assert f"What Hoshin holds of {NAME}" in page
    assert "Notes for themself" in page
    assert note["text"] in page
    [attached] = [name for name in found if name.startswith("files/")]
    assert found[attached] == b"of the harbour"


def test_an_administrator_gets_their_own_and_not_the_installation(cast, tmp_path):
    write_data(cast.admin, subject=own_subject(cast.admin), path=tmp_path / "ada.zip")
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "zebra" not in everything
    assert "quagga" not in everything
    assert "carl@hoshin.test" not in everything


def test_a_worker_writes_it_and_she_alone_fetches_it(cast, run_jobs, client):
    asked = ask_for_data(cast.admin, subject=subject_of(cast.admin, "mia@hoshin.test"))
    with pytest.raises(Conflict, match="already"):
        ask_for_data(cast.herself, subject=own_subject(cast.herself))
    with pytest.raises(NotFound):
        own_export(cast.herself, asked.pk)
    assert "personal.export: succeeded" in run_jobs()
    [made] = own_exports(cast.herself)
    assert made.size == file_of(made.key).stat().st_size > 0
    assert file_of(made.key).stat().st_mode & 0o077 == 0
    with pytest.raises(NotFound):
        own_export(cast.admin, made.pk)
    client.force_login(User.objects.get(pk=cast.mia.user_id))
    answer = client.get(f"/profile/data/{made.pk}/file")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    for other in ("ada", "carl"):
        client.force_login(User.objects.get(email=f"{other}@hoshin.test"))
        assert client.get(f"/profile/data/{made.pk}/file").status_code == 404
    assert [line.change.verb for line in trail(cast.admin).changes][:2] == ["put_data_together", "ask_for_data"]


def test_files_are_forgotten_after_a_week(cast, run_jobs):
    ask_for_data(cast.herself, subject=own_subject(cast.herself))
    run_jobs()
    made = DataExport.objects.get()
    defer(FORGET_FILES)
    run_jobs()
    assert file_of(made.key).exists()
    with clock.fixed(datetime(2026, 12, 1, 12, tzinfo=UTC)):
        defer(FORGET_FILES)
        run_jobs()
        assert not file_of(made.key).exists()
        assert not made.is_there


def test_hr_of_the_unit_has_it_put_together_and_reads_nothing_of_it(cast, run_jobs, client):
    """Hans is HR of Carl's unit: he asks for Carl, who alone fetches it; not for Olga, who works elsewhere."""
    hans, carl = (User.objects.select_related("person").get(email=f"{name}@hoshin.test") for name in ("hans", "carl"))
    client.force_login(hans)
    shown = client.get("/personal-data/of/CARL", headers={"HX-Request": "true"}).content.decode()
    assert "Put together for Carl" in shown
    assert "Erase" not in shown
    assert client.post(f"/personal-data/people/{carl.person.pk}/export").status_code == 302
    assert "personal.export: succeeded" in run_jobs()
    made = DataExport.objects.get()
    assert (made.asked_by, made.person, made.done_at is not None) == (hans.name, carl.person, True)
    assert client.get(f"/profile/data/{made.pk}/file").status_code == 404
    assert hans.name in client.get("/personal-data/of/CARL", headers={"HX-Request": "true"}).content.decode()
    [asked] = [line.change for line in trail(cast.admin).changes if line.change.verb == "ask_for_data"]
    assert (asked.actor_name, carl.name in asked.text) == (hans.name, True)
    client.force_login(carl)
    assert client.get(f"/profile/data/{made.pk}/file").status_code == 200
    Person.objects.filter(employee_id="OLGA").update(unit=None)
    for name, whose in (("hans", "OLGA"), ("mia", "CARL"), ("vera", "CARL")):
        user = User.objects.get(email=f"{name}@hoshin.test")
        User.objects.filter(pk=user.pk).update(role="member")
        client.force_login(user)
        person = Person.objects.get(employee_id=whose)
        assert client.post(f"/personal-data/people/{person.pk}/export").status_code == 403, name
        assert (
            "Put together"
            not in client.get(f"/personal-data/of/{whose}", headers={"HX-Request": "true"}).content.decode()
        )


def test_whoever_may_not_asks_for_nobody_else(cast, office, tmp_path):
    with pytest.raises(Denied):
        ask_for_data(cast.herself, subject=own_subject(cast.admin))
    with pytest.raises(Denied):
        write_data(cast.herself, subject=own_subject(cast.admin), path=tmp_path / "ada.zip")
    with pytest.raises(Denied):
        subject_of(office, "MIA")
