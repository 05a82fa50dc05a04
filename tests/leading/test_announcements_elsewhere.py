"""Announcements by program and by sheet: both ways, each tied to what it serves, and nobody's words rewritten by others."""

from types import SimpleNamespace

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.services import create_token
from hoshin.base.errors import HoshinError
from hoshin.exchange.workbook import export, import_workbook
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.services import announce, answer_question, ask_about
from hoshin.notices.models import Notice
from hoshin.org.models import Unit

SAID = {"title": "Answer within a day", "text": "From May on we answer every letter within a day."}
HEAD = "code,author,title,text,unit,to_team,published_at\n"


@pytest.fixture
def said(team):
    row = announce(team.as_of("mia"), unit=Unit.objects.get(code="N"), objective=team.secret, **SAID)
    announce(team.as_of("olga"), to_team=True, objective=team.objective, title="Speak first", text="In every meeting.")
    question = ask_about(team.as_of("vera"), announcement=row, text="Also in July?")
    answer_question(team.as_of("mia"), question=question, answer="In July as well.")
    return row


@pytest.fixture
def program(team, client):
    def of(name):
        secret = create_token(team.as_of(name), name="program")[1]
        named = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
        return SimpleNamespace(
            get=lambda path: client.get(f"/api/v1{path}", headers=named["headers"]),
            post=lambda path, body: client.post(f"/api/v1{path}", body, **named),
            patch=lambda path, body: client.patch(f"/api/v1{path}", body, **named),
            delete=lambda path: client.delete(f"/api/v1{path}", headers=named["headers"]),
        )

    return of


def test_a_direction_is_announced_read_and_asked_about_by_program(team, program):
    mia, vera = program("mia"), program("vera")
    row = mia.post("/announcements", SAID | {"to_team": True, "objective": "O1"}).json()
    assert (row["author"], row["unit"], row["to_team"], row["objective"]) == ("MIA", None, True, "O1")
    place = f"/announcements/{row['number']}"
    assert vera.get(place).json()["opened_by"] is None
    question = vera.post(f"{place}/questions", {"text": "Also in July?"}).json()
    told = mia.get("/announcements").json()["items"][0]
    assert (told["opened_by"], told["audience"], told["unanswered"]) == (1, 2, 1)
    answer = f"/announcements/questions/{question['number']}/answer"
    assert vera.post(answer, {"answer": "No."}).status_code == 403
    assert mia.post(answer, {"answer": "Yes."}).json()["answer"] == "Yes."
    assert mia.patch(place, {"title": "First"}).json()["objective"] == "O1"
    assert mia.patch(place, {"title": "Second", "version": 1}).status_code == 409
    assert vera.delete(place).status_code == 403
    assert mia.delete(place).json()["title"] == "First"


def test_an_announcement_to_nobody_is_a_clear_error_to_a_program(team, program):
    answer = program("hans").post("/announcements", SAID | {"to_team": True})
    assert (answer.status_code, "to nobody" in answer.content.decode()) == (422, True)


def test_what_goes_out_comes_back_the_same_and_tells_nobody_again(team, said, tmp_path):
    export(team.as_of("olga"), tmp_path / "out")
    again = import_workbook(team.as_of("olga"), tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    kept = [sorted(model.objects.values_list("code", "text")) for model in (Announcement, AnnouncementQuestion)]
    serves = dict(Announcement.objects.values_list("title", "objective__code"))
    Announcement.objects.all().delete()
    Notice.objects.all().delete()
    import_workbook(team.as_of("olga"), tmp_path / "out")
    assert [sorted(one.objects.values_list("code", "text")) for one in (Announcement, AnnouncementQuestion)] == kept
    assert dict(Announcement.objects.values_list("title", "objective__code")) == serves
    assert AnnouncementQuestion.objects.get().answer == "In July as well."
    assert not Notice.objects.exists()


def test_a_private_objective_stands_in_no_file_of_who_may_not_see_it(team, said, tmp_path):
    export(team.as_of("carl"), tmp_path / "out")
    text = (tmp_path / "out" / "announcements.csv").read_text()
    assert "O1" in text
    assert "O2" not in text


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{code},MIA,Other,Never what she said.,N,no,", "Somebody else wrote"),
        ("{code},OLGA,Mine,Taken over.,N,no,", "is not changed any more"),
        ("x1,MIA,Both,To both.,N,yes,", "not for both"),
        ("x2,HANS,To nobody,Nobody reports to me.,,yes,", "to nobody"),
        ("x3,MIA,To nobody,Nobody works there.,E,no,", "to nobody"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_nothing_changes(team, said, tmp_path, row, why):
    sheets = {"announcements": HEAD + row.format(code=said.code) + "\n", "units": "code,name\nE,Empty\n"}
    before = sorted(Announcement.objects.values_list("title", "version"))
    with pytest.raises(HoshinError, match=why):
        import_workbook(team.as_of("olga"), written(tmp_path / "in", sheets))
    assert sorted(Announcement.objects.values_list("title", "version")) == before
