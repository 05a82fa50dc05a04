"""Dotted lines, HR and past heads on a page and in sheets, both ways."""

from datetime import date

import pytest
from tests.feedback.conftest import team

from hoshin.base.errors import Invalid
from hoshin.discussion.models import Following
from hoshin.discussion.services import follow
from hoshin.discussion.subjects import subject_of
from hoshin.exchange.workbook import export, import_workbook
from hoshin.org.models import GrantedRelation, UnitHead
from hoshin.org.services import grant_relation

__all__ = ["team"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(team):
    return team.as_of("ada")


def test_granted_relations_and_past_heads_go_out_and_come_back(team, ada, tmp_path):
    grant_relation(ada, person=team.vera, relation="dotted_line", to=team.hans, reason="Shared work")
    unit = GrantedRelation.objects.get(relation="hr_of_unit").to_unit
    UnitHead.objects.create(unit=unit, person=team.olga, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 1))
    relations = set(GrantedRelation.objects.values_list("person", "relation", "valid_from", "reason"))
    folder = export(ada, tmp_path / "out")
    again = import_workbook(ada, folder)
    assert (again.total.created, again.total.changed) == (0, 0)
    GrantedRelation.objects.all().delete()
    UnitHead.objects.filter(valid_to__isnull=False).delete()
    import_workbook(ada, folder)
    assert set(GrantedRelation.objects.values_list("person", "relation", "valid_from", "reason")) == relations
    past = UnitHead.objects.get(valid_to__isnull=False)
    assert (past.person, past.valid_from, past.valid_to) == (team.olga, date(2026, 1, 1), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("VERA,dotted_line,,N,2026-01-01,,Why", "leads to a person"),
        ("HANS,hr_of_unit,,N,2026-12-01,,Why", "already"),
    ],
)
def test_a_relation_that_does_not_fit_is_refused(team, ada, tmp_path, row, said):
    file = tmp_path / "relations.csv"
    file.write_text(f"person,relation,to_person,to_unit,valid_from,valid_to,reason\n{row}\n")
    with pytest.raises(Invalid, match=said):
        import_workbook(ada, file)


def test_they_are_granted_found_and_ended_on_a_page(team, client):
    client.force_login(team.users["ada"], backend="hoshin.notices.signed_in.WithUnread")
    address = "/organisation/relations"
    said = {"person": "VERA", "to_person": "HANS", "valid_from": "2026-11-23", "reason": "Shared work"}
    both = client.post(address, said | {"to_unit": "N"})
    assert (both.status_code, "Name either a person or a unit" in both.text) == (422, True)
    assert 'value="Shared work"' in both.text, "what was typed stays"
    assert "It is granted to Vera Viewer." in client.post(address, said, follow=True).text
    assert "dotted line to Hans Muster" in client.get(f"{address}?q=vera").text
    assert "dotted line to Hans Muster" not in client.get(f"{address}?q=carl").text
    row = GrantedRelation.objects.get(relation="dotted_line")
    ended = client.post(f"{address}/{row.pk}/end", {"on": "2026-11-30", "version": row.version}, follow=True)
    assert "ends on 2026-11-30" in ended.text
    row.refresh_from_db()
    assert row.valid_to == date(2026, 11, 30)
    client.force_login(team.users["carl"], backend="hoshin.notices.signed_in.WithUnread")
    own = client.get(address).text
    assert ("Shared work" in own, "Grant it" in own) == (False, False), "others see theirs alone"
    assert client.post(address, said).status_code == 403


def test_what_one_follows_oneself_goes_out_and_comes_back(team, tmp_path):
    olga, subject = team.as_of("olga"), subject_of(team.as_of("olga"), "objective", team.objective.pk)
    follow(olga, subject=subject)
    follow(team.as_of("vera"), subject=subject)
    folder = export(olga, tmp_path / "out")
    Following.objects.all().delete()
    import_workbook(olga, folder)
    assert [(row.person, row.thing, row.is_on) for row in Following.objects.all()] == [
        (team.olga, team.objective.pk, True)
    ]
    with pytest.raises(Invalid, match="theirs to choose"):
        import_workbook(team.as_of("ada"), folder)
