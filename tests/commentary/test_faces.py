"""Commentary by program, by file and at the shell."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from tests.exchange.workbooks import written
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base.errors import Invalid
from hoshin.cli.main import hoshin
from hoshin.commentary.models import TEXTS, Commentary
from hoshin.commentary.services import write_commentary
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Measure
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def rev(supplied_world, november, carl):
    return Measure.objects.get(code="REV")


@pytest.fixture
def program(client):
    def of(user):
        headers = {"Authorization": f"Bearer {create_token(Actor.of(user, 'web'), name='program')[1]}"}
        kind = {"content_type": "application/json", "headers": headers}
        return SimpleNamespace(
            get=lambda path: client.get(f"/api/v1{path}", headers=headers),
            post=lambda path, body: client.post(f"/api/v1{path}", body, **kind),
        )

    return of


def test_a_program_writes_it_and_is_refused_where_somebody_was_faster(rev, carl, program):
    caller = program(carl)
    body = {"period": "2026-10", "happened": "An order slipped.", "version": 0}
    answer = caller.post("/measures/rev/commentary", body).json()
    assert (answer["measure"], answer["written_by"], answer["version"]) == ("REV", "Carl Contributor", 1)
    assert caller.get("/measures/REV/commentary").json()["items"] == [answer]
    assert caller.get("/commentary").json()["count"] == 1
    for more, status in (
        ({"happened": "Mine"}, 409),
        ({"happened": "x" * 4001}, 422),
        ({"period": "2026-13"}, 422),
        ({"wehy": "?"}, 422),
    ):
        assert caller.post("/measures/REV/commentary", body | more).status_code == status
    assert caller.post("/objectives/GROW/commentary", body).status_code == 403
    assert caller.get("/objectives/SECRET/commentary").status_code == 404


def test_what_went_out_comes_back(rev, office, tmp_path):
    write_commentary(office, thing=rev, period=OCTOBER, happened="Lines\nof text", why="=1+1", next_steps="; ,")
    write_commentary(office, thing=Objective.objects.get(code="GROW"), period=OCTOBER, why="Strike")
    before = list(Commentary.objects.values(*TEXTS, "written_by", "written_at", "starts_on", "frequency"))
    export(office, tmp_path / "out")
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    Commentary.objects.all().delete()
    import_workbook(office, tmp_path / "out")
    assert list(Commentary.objects.values(*TEXTS, "written_by", "written_at", "starts_on", "frequency")) == before


def test_a_file_may_leave_open_who_wrote_it_and_not_what_it_is_about(rev, office, tmp_path):
    head = "measure,objective,period,happened\n"
    import_workbook(office, written(tmp_path / "one", {"commentary": head + "REV,,2026-10,Slipped\n"}))
    assert Commentary.objects.get().written_by == "Olga Office"
    again = import_workbook(office, written(tmp_path / "one", {"commentary": head + "REV,,2026-10,Slipped\n"}))
    assert again.total.changed == 0
    wrong = "REV,GROW,2026-10,Both\n,,2026-10,None\nREV,,2026-09,\nRVE,,2026-10,Who\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "wrong", {"commentary": head + wrong}))
    assert sorted((one.row, one.field) for one in refused.value.problems) == [
        (2, "measure"),
        (3, "measure"),
        (4, "happened"),
        (5, "measure"),
    ]


def test_an_explanation_prints_what_was_said(rev, office):
    write_commentary(office, thing=rev, period=OCTOBER, happened="An order slipped.")
    told = CliRunner().invoke(hoshin, ["explain", "GROW"]).output
    assert "What was said\nREV Revenue, 2026-10, Olga Office\n  What happened: An order slipped.\n" in told
    record = json.loads(CliRunner().invoke(hoshin, ["explain", "GROW", "--format", "json"]).output)
    assert record["tree"]["commentary"] is None
    assert record["tree"]["children"][0]["commentary"]["happened"] == "An order slipped."
