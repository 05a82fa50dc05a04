"""What roles expect and where they lead. It is 23 November 2026."""

from datetime import date

import pytest

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.finding import found
from hoshin.exchange.workbook import export, import_workbook
from hoshin.growth.models import CareerMove, Competency, JobRole, RoleExpectation
from hoshin.growth.selectors import career_of, role_of, shown_role
from hoshin.growth.services import (
    add_competency,
    add_job_role,
    bring_starter_framework,
    change_competency,
    change_job_role,
    remove_competency,
    set_career_move,
)
from hoshin.org.rows import PastPositionRow
from hoshin.org.services import add_person, restore_positions
from hoshin.web.growth.paths import career_picture

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


def said(answer):
    return answer.content.decode()


def test_a_role_is_what_people_have_already(framework):
    olga = framework.as_of("olga")
    assert role_of(olga, framework.carl) == framework.officer
    assert role_of(olga, framework.vera) == framework.officer
    assert role_of(olga, framework.mia) == framework.lead
    assert role_of(olga, framework.hans) is None
    shown = shown_role(olga, framework.officer)
    assert [(one.competency.code, one.level, one.seen) for one in shown.expected] == [
        ("PLN", 1, ""), ("COM", 2, "Writes notes."),
    ]  # fmt: skip
    assert [one.to_role.code for one in shown.leads_to] == ["DEL-M"]
    assert [one.from_role.code for one in shown_role(olga, framework.lead).comes_from] == ["DEL-S"]


def test_everybody_reads_it_and_the_office_alone_writes_it(framework):
    for name in ("mia", "hans", "vera"):
        actor = framework.as_of(name)
        assert shown_role(actor, framework.officer).expected
        for refused in (
            lambda actor=actor: add_competency(actor, code="X", name="X"),
            lambda actor=actor: change_job_role(actor, role=framework.officer, name="X"),
            lambda actor=actor: set_career_move(
                actor, from_role=framework.lead, to_role=framework.officer, kind="sideways"
            ),
            lambda actor=actor: bring_starter_framework(actor),
        ):
            with pytest.raises(Denied):
                refused()


def test_bad_input_is_refused_with_a_way_out(framework):
    olga = framework.as_of("olga")
    with pytest.raises(Invalid, match="leads to another role"):
        set_career_move(olga, from_role=framework.officer, to_role=framework.officer, kind="upward")
    with pytest.raises(Invalid, match="already"):
        add_competency(olga, code="COM2", name="clear WRITING")
    with pytest.raises(Invalid, match="It says nothing"):
        add_competency(olga, code="E", name="  ")
    with pytest.raises(Invalid, match="job family and level already"):
        add_job_role(olga, code="DEL-X", name="Officer", job_family="DELIVERY", level="STAFF")
    with pytest.raises(Invalid, match="no level"):
        change_job_role(olga, role=framework.officer, levels={framework.writing: 6})
    with pytest.raises(Invalid, match="framework already"):
        bring_starter_framework(olga)
    with pytest.raises(Conflict):
        change_competency(olga, competency=framework.writing, version=9, name="Writing")
    assert (Competency.objects.count(), JobRole.objects.count(), CareerMove.objects.count()) == (2, 2, 1)


def test_a_change_is_taken_back(framework):
    olga = framework.as_of("olga")
    change_job_role(olga, role=framework.officer, name="Grants officer", levels={framework.writing: 4})
    assert list(RoleExpectation.objects.filter(role=framework.officer).values_list("level", flat=True)) == [4]
    undo(olga, change=Change.objects.latest("pk"))
    assert JobRole.objects.get(code="DEL-S").name == "Officer"
    levels = RoleExpectation.objects.filter(role=framework.officer).order_by("level").values_list("level", flat=True)
    assert list(levels) == [1, 2]
    remove_competency(olga, competency=Competency.objects.get(code="PLN"))
    assert RoleExpectation.objects.count() == 2


def moved(olga, number, to, *steps, started=None):
    """Somebody who was staff until 1 May 2025, then what `steps` say, and is now what `to` says."""
    said = {"job_family": to[0], "level": to[1], "start_date": started}
    add_person(olga, employee_id=f"M{number}", name=f"Mover {number}", **said)
    rows = [PastPositionRow(f"M{number}", date(2025, 5, 1), job_family="Delivery", level="Staff")]
    restore_positions(olga, rows + [PastPositionRow(f"M{number}", day, **step) for day, step in steps])


@pytest.mark.sql
def test_directions_are_told_from_five_people_on_and_nobody_follows_from_the_rest(framework):
    olga = framework.as_of("olga")
    manager, finance = ("Delivery", "Manager"), {"job_family": "Finance", "level": "Staff"}
    for number in range(4):
        moved(olga, number, manager, started=date(2023, 5, 1))
    career = career_of(olga, framework.officer)
    assert (career.now, career.made, career.has_others, career.years) == (2, [], True, None)
    # One left staff for finance first: the first step alone is a move from staff. One moved before the five years, and
    # one went to another unit as staff before moving on, which is one time at the level.
    moved(olga, 4, manager, (date(2026, 2, 1), finance))
    add_person(olga, employee_id="OLD", name="Old", job_family="Delivery", level="Manager")
    restore_positions(olga, [PastPositionRow("OLD", date(2019, 5, 1), job_family="Delivery", level="Staff")])
    add_person(
        olga, employee_id="TWICE", name="Twice", job_family="delivery", level="manager", start_date=date(2021, 5, 1)
    )
    staff = {"job_family": "Delivery", "level": "staff"}
    restore_positions(olga, [PastPositionRow("TWICE", day, **staff) for day in (date(2023, 5, 1), date(2025, 5, 1))])
    career = career_of(olga, framework.officer)
    [line] = career.made
    # A share of all would say that one person alone went elsewhere.
    assert (line.people, line.share, career.has_others) == (5, None, True)
    assert career.years == pytest.approx(2.0, abs=0.01)
    for number in range(5, 9):
        moved(olga, number, ("Finance", "Staff"))
    made = {(one.job_family, one.level): (one.people, one.share) for one in career_of(olga, framework.officer).made}
    assert made == {manager: (5, 0.5), ("Finance", "Staff"): (5, 0.5)}


def test_the_drawing_has_a_column_for_each_family_and_ends_with_circles(framework):
    olga = framework.as_of("olga")
    clerk = add_job_role(
        olga, code="FIN-S", name="A clerk with a name that is too long", job_family="Finance", level="Staff"
    )
    set_career_move(olga, from_role=framework.officer, to_role=clerk, kind="elsewhere")
    set_career_move(olga, from_role=framework.lead, to_role=framework.officer, kind="upward")
    picture = career_picture(list(JobRole.objects.all()), list(CareerMove.objects.all()))
    places = {one.row.code: (one.x, one.y) for one in picture.roles}
    assert places["DEL-M"][0] == places["DEL-S"][0] < places["FIN-S"][0]
    assert len(set(places.values())) == 3
    assert [name for name, _x in picture.families] == ["Delivery", "Finance"]
    assert {move.kind for move in picture.moves} == {"upward", "elsewhere"}
    assert max(len(one.name) for one in picture.roles) <= 22
    assert career_picture(list(JobRole.objects.all()), []) is None


def test_it_goes_out_and_comes_back_as_sheets(framework, tmp_path):
    olga = framework.as_of("olga")
    export(olga, tmp_path / "out")
    again = import_workbook(olga, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    moves = tmp_path / "out" / "career_moves.csv"
    kept = moves.read_text()
    moves.write_text(kept + "DEL-M,del-m,sideways,\n")
    with pytest.raises(Invalid, match="leads to another role"):
        import_workbook(olga, tmp_path / "out")
    moves.write_text(kept.replace("Stand in.", "Stand in for a month."))
    import_workbook(olga, tmp_path / "out")
    assert CareerMove.objects.get().note == "Stand in for a month."


def test_a_sheet_with_a_mistake_says_where_and_changes_nothing(framework, tmp_path):
    olga, folder = framework.as_of("olga"), tmp_path / "in"
    folder.mkdir()
    roles = "code,name,job_family,level\n"
    for sheet, text, match in (
        ("competencies", "code,name\nNEW,clear WRITING\n", "Another competency has this name: COM"),
        ("competencies", "code,name\nN1,Chairing\nN2,Chairing\n", "Another competency has this name: N2"),
        ("job_roles", f"{roles}DEL-X,Clerk,delivery,STAFF\n", "Another role has this job family and level: DEL-S"),
        ("role_expectations", "role,competency,expected\nDEL-S,COM,6\n", "6"),
        ("role_expectations", "role,competency,expected\nDEL-S,COMM,3\n", "COM"),
        ("career_moves", "from_role,to_role\nDEL-S,DEL-Q\n", "DEL-Q"),
    ):
        for one in folder.iterdir():
            one.unlink()
        (folder / f"{sheet}.csv").write_text(text)
        with pytest.raises(Invalid, match=match):
            import_workbook(olga, folder)
    assert (Competency.objects.count(), JobRole.objects.count()) == (2, 2)
    (folder / "career_moves.csv").unlink()
    (folder / "competencies.csv").write_text("code,name\nCOM,Writing well\nNEW,Clear writing\n")
    with pytest.raises(Invalid, match="Another competency has this name: COM"):
        import_workbook(olga, folder)
    (folder / "competencies.csv").write_text("code,name\nCOM,CLEAR writing\nNEW,Chairing\n")
    import_workbook(olga, folder)
    assert sorted(Competency.objects.values_list("code", "name")) == [
        ("COM", "CLEAR writing"), ("NEW", "Chairing"), ("PLN", "Planning"),
    ]  # fmt: skip


def test_the_pages_from_nothing_to_a_framework_of_ones_own(team, client, django_assert_max_num_queries):
    client.force_login(team.users["vera"], backend=BACKEND)
    assert "Begin with three job families" not in said(client.get("/growth/framework"))
    client.force_login(team.users["olga"], backend=BACKEND)
    assert "Begin with three job families" in said(client.get("/growth/framework"))
    assert client.post("/growth/framework/starter").status_code == 302
    assert JobRole.objects.count() == 12
    page = said(client.get("/growth/framework"))
    assert "Clear writing" in page
    assert "Through the service desk" in page
    html = {"name": "<b>Chairing</b>", "code": "CHA", "level_1": "<script>alert(1)</script>"}
    assert client.post("/growth/competencies/new", html | {"name": ""}).status_code == 422
    assert client.post("/growth/competencies/new", html).status_code == 302
    page = said(client.get("/growth/competencies/cha"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    row = Competency.objects.get(code="CHA")
    clash = client.post(f"/growth/competencies/{row.pk}/edit", html | {"version": "7", "name": "Chairing"})
    assert (clash.status_code, "Chairing" in said(clash)) == (409, True)
    role = {"name": "Chair", "code": "CH", "job_family": "Delivery", "level": "Chair", f"expects-{row.pk}": "3"}
    assert client.post("/growth/roles/new", role).status_code == 302
    made = JobRole.objects.get(code="CH")
    wrong = client.post(f"/growth/roles/{made.pk}/move", {"to_role": "CH", "kind": "upward", "note": "I typed this."})
    assert (wrong.status_code, "I typed this." in said(wrong)) == (422, True)
    assert client.post(f"/growth/roles/{made.pk}/move", {"to_role": "DEL-D", "kind": "upward"}).status_code == 302
    client.get("/growth/roles/CH")
    with django_assert_max_num_queries(15):
        assert "Director, region" in said(client.get("/growth/roles/CH"))
    assert client.post(f"/growth/moves/{made.moves_from.get().pk}/remove").status_code == 302
    role |= {f"expects-{row.pk}": "", "version": "1"}
    assert client.post(f"/growth/roles/{made.pk}/edit", role).status_code == 302
    assert not made.expectations.exists()
    assert client.post(f"/growth/roles/{made.pk}/remove").status_code == 302
    assert client.post(f"/growth/competencies/{row.pk}/remove").status_code == 302
    assert {answer.kind for answer in found(team.as_of("vera"), "grants officer")} == {"job_role"}
    assert [answer.code for answer in found(team.as_of("vera"), "Clear writing")] == ["COM"]
