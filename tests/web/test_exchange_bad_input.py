"""Files that are wrong or made to hurt, through the page and through the command: told plainly, and nothing changes."""

import csv
import io
import stat
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.exchange.workbooks import ACME, written, xlsx
from tests.web.exchange_stories import acme, confirm, send, settled, zipped

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.exchange.importing import import_path
from hoshin.exchange.models import Transfer
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Contribution, Objective

OBJECTIVES = "code,name,perspective,serves\n"
MEASURES = "code,name,objective,formula,direction\n"
ACTUALS = "measure,period,value\n"

BAD_SHEETS = {
    "a circle of contributions": ("objectives", f"{OBJECTIVES}F1,Grow,FIN,C2\nC1,Sell,CUS,F1\nC2,Fast,CUS,C1\n", "circle"),
    "an unknown code": ("measures", f"{MEASURES}REV,Revenue,F9,,higher\n", "no objective of this code"),
    "a row twice": ("actuals", f"{ACTUALS}REV,2026-06,1\nREV,2026-06,2\n", "Row 2 is"),
    "not a number": ("actuals", f"{ACTUALS}REV,2026-06,NaN\n", "no number"),
    "infinity": ("actuals", f"{ACTUALS}REV,2026-06,-inf\n", "no number"),
    "a number too large": ("actuals", f"{ACTUALS}REV,2026-06,1e400\n", "no number"),
    "a cell of five megabytes": ("objectives", f"{OBJECTIVES}F1,{'x' * 5_000_000},FIN,\n", "characters"),
    "a formula that does not parse": ("measures", f"{MEASURES}HALF,Half,F1,REV +* (2,higher\n", "formula"),
    "a formula with an unknown name": ("measures", f"{MEASURES}HALF,Half,F1,REVV / 2,higher\n", "REV"),
    "a period that does not exist": ("actuals", f"{ACTUALS}REV,2026-W60,1\n", "period"),
    "a day that does not exist": ("actuals", f"{ACTUALS}REV,2026-02-30,1\n", "period"),
    "UTF-16": ("objectives", f"{OBJECTIVES}F1,Größe,FIN,\n".encode("utf-16-le"), "UTF-16"),
    "no text at all": ("objectives", b"code\x01\x02,name\x03", "no text"),
}  # fmt: skip
BAD_ARCHIVES = {
    "a path that leads out": ({"../../evil.csv": "code\n"}, "outside"),
    "an absolute path": ({"/etc/evil.csv": "code\n"}, "outside"),
    "a path that leads out on Windows": ({"..\\..\\evil.csv": "code\n"}, "outside"),
    "a bomb": ({"actuals.csv": b"0" * 200_000_000}, "zip bomb"),
    "nothing to import": ({"readme.txt": "hello"}, "no .csv"),
    "an archive in an archive": ({"inner.zip": zipped({"actuals.csv": "measure\n"})}, "no .csv"),
    "too many files": ({f"{number}.csv": "" for number in range(5_001)}, "5,001 files"),
}


def everything() -> tuple[int, ...]:
    """How much there is of all that an import writes, with what the trail says of it."""
    return tuple(model.objects.count() for model in (Objective, Contribution, Measure, Actual, Score, Change, Entry))


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("objectives.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def bomb(folder) -> bytes:
    """An .xlsx file of less than a megabyte that would unpack to four hundred."""
    good = xlsx(folder / "good.xlsx", {"measures": [["code", "name"], ["M", "Margin"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            is_text = info.filename == "xl/sharedStrings.xml"
            new.writestr(info.filename, b"<sst>" + b" " * 400_000_000 if is_text else old.read(info.filename))
    return out.getvalue()


@pytest.fixture
def there(request, db, settings, tmp_path):
    """Acme is there already; uploads lie in a folder of the story."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    import_path(Actor.system(), written(tmp_path / "acme", ACME))
    return everything()


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def command(*paths) -> tuple[int, str]:
    from hoshin.cli.main import hoshin

    done = CliRunner().invoke(hoshin, ["import", *map(str, paths)])
    return done.exit_code, done.output


@pytest.mark.parametrize(("sheet", "data", "words"), BAD_SHEETS.values(), ids=BAD_SHEETS)
def test_the_command_names_it_and_changes_nothing(there, tmp_path, sheet, data, words):
    code, said = command(written(tmp_path / "bad", {sheet: data}))
    assert code == 1
    assert words in said
    assert sheet in said
    assert len(said) < 2_000
    assert "Traceback" not in said
    assert everything() == there


@pytest.mark.django_db
def test_the_page_names_it_and_changes_nothing(as_olga, tmp_path, settings):
    """All kinds in one story, as each is a browser's visit of its own."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    import_path(Actor.system(), written(tmp_path / "acme", ACME))
    before = everything()
    for kind, (sheet, data, words) in BAD_SHEETS.items():
        _, seen = send(as_olga, (f"{sheet}.csv", data if isinstance(data, bytes) else data.encode()))
        assert seen.state == "refused", kind
        page = as_olga.get(f"/exchange/{seen.key}").content.decode()
        assert words in page, kind
        assert len(page) < 30_000, kind
        assert everything() == before, kind
        # Files stay for a day where a click may mend them.
        proposes = any(problem.get("proposals") for problem in seen.problems)
        assert (tmp_path / "data" / "uploads" / seen.key).exists() == proposes, kind


@pytest.mark.django_db
def test_archives_that_are_made_to_hurt(as_olga, tmp_path, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    before = everything()
    hurting = {kind: (zipped(files), words) for kind, (files, words) in BAD_ARCHIVES.items()}
    hurting |= {"a link": (link(), "link"), "no archive": (b"PK\x03\x04 nothing", "damaged")}
    hurting |= {"cut short": (acme()[:-100], "damaged")}
    for kind, (data, words) in hurting.items():
        _, seen = send(as_olga, ("files.zip", data))
        assert seen.state == "refused", kind
        assert words in as_olga.get(f"/exchange/{seen.key}").content.decode(), kind
        assert everything() == before, kind
    assert not any((tmp_path / "data" / "uploads").iterdir())
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.django_db
def test_a_bomb_that_calls_itself_a_workbook(as_olga, tmp_path, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    data = bomb(tmp_path)
    assert len(data) < 1_000_000
    _, seen = send(as_olga, ("plan.xlsx", data))
    assert "zip bomb" in as_olga.get(f"/exchange/{seen.key}").content.decode()
    (tmp_path / "plan.xlsx").write_bytes(data)
    code, said = command(tmp_path / "plan.xlsx")
    assert code == 1
    assert "zip bomb" in said
    assert not Objective.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"),
    [("plan.exe", "cannot be imported"), ("plan.xls", "old Excel"), ("series.toml", "A mapping alone")],
)
def test_files_of_another_kind_are_refused_beside_the_field(as_olga, name, words):
    answer, _ = send(as_olga, (name, b"something"))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Transfer.objects.exists()


@pytest.mark.django_db
def test_a_file_of_nothing(as_olga):
    answer, _ = send(as_olga, ("objectives.csv", b""))
    assert answer.status_code == 422
    assert "The file is empty" in answer.content.decode()


@pytest.mark.django_db
def test_a_workbook_beside_other_files(as_olga):
    answer, _ = send(as_olga, ("a.xlsx", b"x"), ("b.csv", b"x"))
    assert answer.status_code == 422
    assert "stands alone" in answer.content.decode()


MARKUP = "<img src=x onerror=alert(1)>"
FORMULA = "=HYPERLINK(A1)"


@pytest.mark.django_db
def test_markup_is_shown_as_text_and_no_export_carries_a_live_formula(as_olga, tmp_path, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    names = ACME["objectives"].replace("Grow profitably", MARKUP).replace("Delight customers", f"'{FORMULA}")
    _, seen = send(as_olga, (f"{MARKUP}.zip", acme(objectives=names)))
    assert seen.state == "ready"
    previewed = as_olga.get(f"/exchange/{seen.key}").content.decode()
    assert confirm(as_olga, seen).state == "done"
    assert set(Objective.objects.values_list("name", flat=True)) >= {MARKUP, FORMULA}
    for page in (previewed, *(as_olga.get(address).content.decode() for address in ("/", "/exchange", "/audit"))):
        assert "<img src=x" not in page
    assert "&lt;img src=x" in previewed

    for kind in ("zip", "xlsx"):
        begun = settled(as_olga.post("/exchange/export", {"form": kind}))
        data = b"".join(as_olga.get(f"/exchange/{begun.key}/file").streaming_content)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if kind == "zip":
                rows = csv.reader(io.StringIO(archive.read("objectives.csv").decode()))
                cells = [cell for row in rows for cell in row]
                assert f"'{FORMULA}" in cells
                assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")]
            else:
                sheets = [archive.read(part) for part in archive.namelist() if "worksheets/" in part]
                assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.django_db
def test_the_list_of_faults_carries_no_live_formula(as_olga, tmp_path, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
    _, seen = send(as_olga, ("acme.zip", acme(measures=f"code,name,objective\nREV,Revenue,{FORMULA}\n")))
    rows = list(csv.reader(io.StringIO(as_olga.get(f"/exchange/{seen.key}/faults.csv").content.decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert any(FORMULA in cell for row in rows for cell in row)
