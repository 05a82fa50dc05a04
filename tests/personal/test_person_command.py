"""Whoever has the shell writes somebody's data into a file, and erases who has left."""

import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from hoshin.cli.main import hoshin
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(hoshin, [str(argument) for argument in arguments], catch_exceptions=False)


def test_somebodys_data_are_written_into_a_file(system, november, tmp_path):
    add_person(system, employee_id="P1", name="Gustav Gone", title="Archivist")
    path = tmp_path / "gustav.zip"
    assert run("person", "export", "p1", path).exit_code == 0
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as archive:
        assert "Archivist" in archive.read("index.html").decode()
    assert "is there already" in run("person", "export", "p1", path).stderr


def test_no_part_of_somebodys_data_stays_where_the_rest_could_not_be_written(system, november, tmp_path, monkeypatch):
    def full(*_actor, path, **_more):
        path.write_bytes(b"half of it")
        raise OSError("The disk is full.")

    add_person(system, employee_id="P1", name="Gustav Gone")
    monkeypatch.setattr("hoshin.personal.services.write_data", full)
    with pytest.raises(OSError, match="full"):
        run("person", "export", "p1", tmp_path / "gustav.zip")
    assert list(tmp_path.iterdir()) == []


def test_an_erasure_is_counted_first_and_done_with_yes(system, november):
    gone = add_person(system, employee_id="P1", name="Gustav Gone", title="Archivist")
    refused = run("person", "erase", "P1", "--yes")
    assert refused.exit_code != 0
    assert "has not left" in refused.stderr
    change_person(system, person=gone, end_date=date(2026, 10, 31))
    looked = run("person", "erase", "P1")
    assert "stays without its words" in looked.stdout
    assert "Nothing was changed" in looked.stderr
    assert Person.objects.get().name == "Gustav Gone"
    assert run("person", "erase", "P1", "--yes").exit_code == 0
    assert Person.objects.get().name.startswith("Erased person ")
