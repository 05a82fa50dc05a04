"""Somebody brings a strategy in a spreadsheet: looks at what it will change, says yes, and sees it."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.exchange.workbooks import ACME, xlsx
from tests.jobs import left_by_a_dead_worker
from tests.web.exchange_stories import acme, confirm, send, settled, zipped

from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.tasks import defer
from hoshin.base.tasks.worker import MOST_DEATHS, take_up_abandoned
from hoshin.exchange.models import SeriesMapping, Transfer
from hoshin.exchange.transfers import importing, working
from hoshin.exchange.transfers.places import FORGET_OLD, folder_of
from hoshin.measures.models import Actual, Measure
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db

BROKEN = acme(
    measures="code,name,objective\nREV,Revenue,NOPE\nWAIT,Waiting,C2\n", actuals="measure,period,value\nREV,2026-13,x\n"
)


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path):
    """Uploads lie in a folder of the story."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    return tmp_path / "data" / "uploads"


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def begun(client, *files) -> str:
    """The address of an upload that nobody has looked at yet."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/exchange/upload", {"files": uploads})["Location"]


def test_looking_changes_nothing_and_a_yes_imports_all(as_olga, own_data_folder):
    _, seen = send(as_olga, ("acme.zip", acme()))
    assert seen.state == "ready"
    assert seen.result["outcomes"]["objectives"] == [3, 0, 0]
    assert not Objective.objects.exists()
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "Nothing has changed yet" in page
    assert "Grow profitably" in page

    done = confirm(as_olga, seen)
    assert done.state == "done"
    assert Objective.objects.count() == 3
    assert list(own_data_folder.iterdir()) == [], "the files go once they are used"
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert f"/audit/{Change.objects.get(verb='import').pk}" in page


def test_a_second_file_shows_field_by_field_what_it_changes(as_olga):
    confirm(as_olga, send(as_olga, ("acme.zip", acme()))[1])
    changed = ACME["objectives"].replace("Grow profitably", "Grow sustainably")
    _, seen = send(as_olga, ("objectives.csv", changed.encode()))
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "<del>Grow profitably</del>" in page
    assert "<ins>Grow sustainably</ins>" in page
    assert seen.result["outcomes"] == {"objectives": [0, 1, 2]}


def test_the_same_again_changes_nothing_and_asks_for_no_yes(as_olga):
    confirm(as_olga, send(as_olga, ("acme.zip", acme()))[1])
    _, seen = send(as_olga, ("acme.zip", acme()))
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "changes nothing" in page
    assert f"/exchange/{seen.key}/confirm" not in page


def test_several_sheets_at_once(as_olga):
    files = [(f"{sheet}.csv", text.encode()) for sheet, text in ACME.items()]
    _, seen = send(as_olga, *files)
    assert confirm(as_olga, seen).state == "done"
    assert Measure.objects.count() == 2


def test_an_excel_workbook_with_a_column_that_nobody_knows(as_olga, tmp_path):
    book = xlsx(tmp_path / "b.xlsx", {"perspectives": [["code", "name", "mood"], ["FIN", "Financial", "good"]]})
    _, seen = send(as_olga, ("b.xlsx", book.read_bytes()))
    assert seen.state in ("ready", "refused")
    told = "Sheet perspectives: column mood is not known and was left alone."
    assert told in as_olga.get(f"/exchange/{seen.key}").content.decode()
    facts = {"sheet": "perspectives", "column": "mood"}
    text = "Sheet %(sheet)s: column %(column)s is not known and was left alone."
    assert {"text": text, "facts": facts} in seen.result["warnings"]
    # As it was kept before facts stood apart.
    Transfer.objects.update(result=seen.result | {"warnings": ["Column mood was left alone."]})
    assert "Column mood was left alone." in as_olga.get(f"/exchange/{seen.key}").content.decode()


def test_all_faults_stand_in_a_table_and_in_a_file(as_olga, own_data_folder):
    _, seen = send(as_olga, ("acme.zip", BROKEN))
    assert seen.state == "refused"
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "2026-13" in page
    assert "NOPE" in page
    rows = list(
        csv.DictReader(io.StringIO(as_olga.get(f"/exchange/{seen.key}/faults.csv").content.decode("utf-8-sig")))
    )
    assert {(row["sheet"], row["row"], row["column"]) for row in rows} >= {
        ("measures", "2", "objective"),
        ("actuals", "2", "period"),
    }
    assert all(row["remedy"] for row in rows)
    assert not Objective.objects.exists()
    assert list(own_data_folder.iterdir()) == []


def test_no_file_is_said_beside_the_field(as_olga):
    answer = as_olga.post("/exchange/upload", {})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()


def test_a_yes_counts_once(as_olga):
    _, seen = send(as_olga, ("acme.zip", acme()))
    confirm(as_olga, seen)
    assert as_olga.post(f"/exchange/{seen.key}/confirm").status_code == 409
    assert Change.objects.filter(verb="import").count() == 1


def test_a_no_takes_the_files_away(as_olga, own_data_folder):
    _, seen = send(as_olga, ("acme.zip", acme()))
    assert list(own_data_folder.iterdir())
    as_olga.post(f"/exchange/{seen.key}/discard")
    assert list(own_data_folder.iterdir()) == []
    assert as_olga.get(f"/exchange/{seen.key}").status_code == 404


def test_an_upload_is_seen_in_its_own_session_alone(as_olga, olga, ada):
    _, seen = send(as_olga, ("acme.zip", acme()))
    for user in (olga, ada):
        other = Client()
        other.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
        assert other.get(f"/exchange/{seen.key}").status_code == 404
        assert other.post(f"/exchange/{seen.key}/confirm").status_code == 404
    assert not Objective.objects.exists()


def test_files_lie_where_only_the_server_reads(as_olga, own_data_folder):
    send(as_olga, ("acme.zip", acme()))
    folder = next(own_data_folder.iterdir())
    assert own_data_folder.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert len(folder.name) >= 32


def test_what_is_older_than_a_day_is_forgotten(as_olga, own_data_folder, run_jobs):
    _, seen = send(as_olga, ("acme.zip", acme()))
    Transfer.objects.update(began_at=clock.now() - timedelta(days=1, minutes=1))
    _, later = send(as_olga, ("acme.zip", acme()))
    defer(FORGET_OLD)
    run_jobs()
    assert [folder.name for folder in own_data_folder.iterdir()] == [later.key]
    assert not Transfer.objects.filter(pk=seen.pk).exists()


def test_without_a_worker_the_page_says_so_instead_of_waiting(as_olga, run_jobs, monkeypatch):
    # Whoever waits fails: nobody sleeps for so long.
    monkeypatch.setattr(working, "LOOK_EVERY_SECONDS", None)
    address = begun(as_olga, ("acme.zip", acme()))
    page = as_olga.get(address).content.decode()
    assert "Looking at what will change" in page
    assert "No worker is running" in page
    run_jobs()
    assert "Nothing has changed yet" in as_olga.get(address).content.decode()


def test_an_import_is_taken_up_by_the_next_worker_where_one_died(as_olga, run_jobs):
    """The first one had unpacked the files already."""
    address = begun(as_olga, ("acme.zip", acme()))
    left_by_a_dead_worker(Transfer.objects.get().job)
    (folder_of(Transfer.objects.get()) / "acme" / "acme").mkdir(parents=True)
    assert "The worker that did it has stopped" in as_olga.get(address, HTTP_HX_REQUEST="true").content.decode()
    take_up_abandoned()
    run_jobs()
    assert "Nothing has changed yet" in as_olga.get(address).content.decode()
    assert Transfer.objects.get().state == "ready"


def test_an_import_that_nobody_can_finish_says_that_it_failed(as_olga, own_data_folder):
    address = begun(as_olga, ("acme.zip", acme()))
    for _ in range(MOST_DEATHS + 1):
        left_by_a_dead_worker(Transfer.objects.get().job)
        take_up_abandoned()
    assert "has stopped, more than once" in as_olga.get(address).content.decode()
    assert Transfer.objects.get().state == "failed"
    assert list(own_data_folder.iterdir()) == []


def test_what_nobody_foresaw_fails_and_changes_nothing(as_olga, monkeypatch):
    monkeypatch.setattr(importing, "own_latest_change", lambda actor: 1 / 0)
    _, seen = send(as_olga, ("acme.zip", acme()))
    confirm(as_olga, seen)
    assert "Something went wrong on the server" in as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert not Objective.objects.exists()


def test_an_import_is_stopped_before_its_end(as_olga, own_data_folder, run_jobs):
    address = begun(as_olga, ("acme.zip", acme()))
    assert f'action="{address}/stop"' in as_olga.get(address).content.decode()
    as_olga.post(f"{address}/stop")
    page = as_olga.get(address).content.decode()
    assert "It was stopped, and nothing was changed" in page
    assert "Mend the file" not in page
    assert list(own_data_folder.iterdir()) == []
    assert run_jobs() == []


def test_who_may_not_sign_in_any_more_imports_nothing(as_olga, olga, run_jobs):
    _, seen = send(as_olga, ("acme.zip", acme()))
    as_olga.post(f"/exchange/{seen.key}/confirm")
    olga.is_active = False
    olga.save()
    run_jobs()
    assert Transfer.objects.get().state == "refused"
    assert not Objective.objects.exists()


def test_published_series_with_a_mapping_and_next_years_file_with_a_kept_one(as_olga):
    mapping = (
        'name = "utopia"\ntitle = "Utopia in figures"\n[catalogue]\nfile = "list.csv"\n[catalogue.columns]\n'
        'code = "id"\nfile = "csv"\n[files]\nperiod = "TIME"\nvalue = "OBS"\n[measure]\nbase_year = 2010\n'
        'target_year = 2030\n[plan]\ncode = "UTOPIA"\nname = "Utopia"\n'
    )
    files = {"list.csv": "id,csv\nU1,u1.csv\n", "u1.csv": "TIME,OBS\n2010,50\n2012,60\n", "series.toml": mapping}
    _, seen = send(as_olga, ("utopia.zip", zipped(files)))
    assert confirm(as_olga, seen).state == "done"
    assert SeriesMapping.objects.get().name == "utopia"
    page = as_olga.get("/exchange").content.decode()
    assert "Utopia in figures" in page
    assert "the value in “OBS”" in page
    assert as_olga.get("/exchange/mapping?name=utopia").content.decode() == mapping

    _, seen = send(as_olga, ("u1.csv", b"TIME,OBS\n2010,50\n2012,60\n2013,65\n"), mapping="utopia")
    assert confirm(as_olga, seen).state == "done"
    assert Actual.objects.filter(superseded_at=None).count() == 3


def test_a_mapping_is_chosen_by_name_and_never_by_path(as_olga):
    answer = as_olga.post("/exchange/upload", {"files": io.BytesIO(b"x"), "mapping": "/etc/passwd.toml"})
    assert answer.status_code == 422
    assert as_olga.get("/exchange/mapping?name=/etc/passwd.toml").status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "zip"])
def test_what_goes_out_comes_back_in_and_changes_nothing(as_olga, kind):
    confirm(as_olga, send(as_olga, ("acme.zip", acme()))[1])
    answer = as_olga.post("/exchange/export", {"form": kind})
    assert settled(answer).state == "done"
    file = as_olga.get(f"/exchange/{settled(answer).key}/file")
    assert "attachment" in file["Content-Disposition"]
    assert file.filename.startswith("acme-")
    _, seen = send(as_olga, (file.filename, b"".join(file.streaming_content)))
    assert seen.state == "ready"
    assert sum(created + changed for created, changed, _ in seen.result["outcomes"].values()) == 0


def test_a_viewer_exports_what_a_viewer_sees(as_olga, vera):
    private = ACME["objectives"].replace("serves,weight\n", "serves,weight,visibility\n")
    private = "\n".join(
        line + ("" if not index or not line else ",private" if line.startswith("C2") else ",")
        for index, line in enumerate(private.split("\n"))
    )
    confirm(as_olga, send(as_olga, ("acme.zip", acme(objectives=private)))[1])
    as_olga.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    page = as_olga.get("/exchange").content.decode()
    assert "Private objectives of others are not in it" in page
    assert "/exchange/upload" not in page
    begun = settled(as_olga.post("/exchange/export", {"form": "zip", "history": "on"}))
    data = b"".join(as_olga.get(f"/exchange/{begun.key}/file").streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Delight customers" in everything
    assert "C2" not in everything
    assert "Answer fast" not in everything


def test_who_may_not_import_is_told_so(client, carl):
    client.force_login(carl, backend="hoshin.notices.signed_in.WithUnread")
    answer, _ = send(client, ("acme.zip", acme()))
    assert answer.status_code == 403
    assert client.get("/templates").status_code == 403
    assert client.post("/templates/company").status_code == 403


def test_a_template_fills_an_empty_installation(as_olga):
    assert "Start with it" in as_olga.get("/templates").content.decode()
    assert as_olga.post("/templates/agency").status_code == 302
    assert Objective.objects.exists()
    assert "Start with it" not in as_olga.get("/templates").content.decode()
    assert as_olga.post("/templates/agency").status_code == 422


def test_the_sheets_of_a_template_can_be_imported(as_olga):
    data = as_olga.get("/templates/company.zip").content
    _, seen = send(as_olga, ("company-plan.zip", data))
    assert confirm(as_olga, seen).state == "done"


def test_a_click_takes_what_was_meant(as_olga):
    """A misnamed sheet, then a code: each is chosen on the page, and what the file says is imported."""
    sheets = {"acme/KPIs.csv": ACME["measures"].replace("E1", "Ada Lovelace")}
    sheets |= {f"acme/{name}.csv": text for name, text in ACME.items() if name != "measures"}
    _, seen = send(as_olga, ("acme.zip", zipped(sheets)))
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "One thing in acme.zip needs mending" in page
    assert "Sheet KPIs is not known; it looks like measures." in page
    seen = settled(as_olga.post(f"/exchange/{seen.key}/mend", {"problem": 0, "proposal": "measures"}))
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert "There is no person of this code" in page
    assert "Sheet KPIs is read as measures." in page
    seen = settled(as_olga.post(f"/exchange/{seen.key}/mend", {"problem": 0, "proposal": "E1"}))
    assert seen.state == "ready"
    page = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert page.count("Ada Lovelace is read as E1") == 2, "once to be read, once on the button that takes it back"
    assert as_olga.post(f"/exchange/{seen.key}/unmend", {"mend": 2}).status_code == 404
    seen = settled(as_olga.post(f"/exchange/{seen.key}/unmend", {"mend": 1}))
    assert (seen.state, len(seen.mends)) == ("refused", 1)
    seen = settled(as_olga.post(f"/exchange/{seen.key}/unmend", {"mend": 0}))
    assert "it looks like measures" in as_olga.get(f"/exchange/{seen.key}").content.decode()
    seen = settled(as_olga.post(f"/exchange/{seen.key}/mend", {"problem": 0, "proposal": "measures"}))
    seen = settled(as_olga.post(f"/exchange/{seen.key}/mend", {"problem": 0, "proposal": "E1"}))
    assert confirm(as_olga, seen).state == "done"
    assert Measure.objects.get(code="REV").owner.employee_id == "E1"


def test_only_what_is_proposed_can_be_chosen(as_olga, own_data_folder):
    _, seen = send(as_olga, ("acme.zip", acme(objectives="code,name,perspective\nF1,Grow,FUN\nC1,D,\nC2,A,\n")))
    for problem, proposal in ((0, "NEW"), (9, "FIN"), ("x", "FIN")):
        assert as_olga.post(f"/exchange/{seen.key}/mend", {"problem": problem, "proposal": proposal}).status_code == 404
    (own_data_folder / seen.key).rename(own_data_folder / "gone")
    assert as_olga.post(f"/exchange/{seen.key}/mend", {"problem": 0, "proposal": "FIN"}).status_code == 409
