"""The audit trail as a page: filters in the address, rows that open, the way back."""

import pytest

from hoshin.audit.models import Change
from hoshin.org.models import Unit
from hoshin.org.services import add_unit, change_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def test_a_change_is_read_filtered_and_undone(as_olga, office):
    unit = add_unit(office, code="N", name="North")
    change_unit(office, unit=unit, name="<b>South</b>")
    page = as_olga.get("/audit").content.decode()
    assert "Unit North added" in page
    assert "&lt;b&gt;South&lt;/b&gt;" in page
    assert "<b>South" not in page
    newest, first = Change.objects.order_by("-id")
    assert f'action="/audit/{newest.pk}/undo"' in page
    assert f'action="/audit/{first.pk}/undo"' not in page
    assert as_olga.post(f"/audit/{newest.pk}/undo").status_code == 302
    assert Unit.objects.get().name == "North"
    assert "It is as it was before" in as_olga.get("/audit").content.decode()


def test_a_change_that_cannot_be_undone_says_why(as_olga, office):
    unit = add_unit(office, code="N", name="North")
    change_unit(office, unit=unit, name="South")
    first = Change.objects.earliest("id")
    answer = as_olga.post(f"/audit/{first.pk}/undo")
    assert answer.status_code == 409
    assert b"Undo that first" in answer.content


def test_filters_stand_in_the_address_and_nonsense_is_left_out(as_olga, office):
    add_unit(office, code="N", name="North")
    assert "Unit North added" in as_olga.get("/audit?table=org_unit&code=n&who=olga").content.decode()
    assert "Nothing is found" in as_olga.get("/audit?who=nobody").content.decode()
    odd = as_olga.get("/audit?since=yesterday&table=no_table&before=x")
    assert odd.status_code == 200
    assert "Unit North added" in odd.content.decode()


def test_older_changes_are_a_page_away(as_olga, office):
    for number in range(55):
        add_unit(office, code=f"U{number}", name=f"U{number}")
    page = as_olga.get("/audit")
    assert "Unit U54 added" in page.content.decode()
    older = page.content.decode().split('rel="next" href="')[1].split('"')[0]
    assert "Unit U0 added" in as_olga.get(f"/audit{older}").content.decode()


def test_one_change_has_a_page_of_its_own(as_olga, office):
    add_unit(office, code="N", name="North")
    change = Change.objects.get()
    assert "Unit North added" in as_olga.get(f"/audit/{change.pk}").content.decode()
    assert as_olga.get("/audit/999999").status_code == 404
