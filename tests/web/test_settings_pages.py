"""The settings of the organisation."""

import pytest

from hoshin.org.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    return client


def test_settings_are_saved_and_can_be_taken_back(as_ada):
    first = {"name": "Cedar Bay", "fiscal_year_start": "1", "currency": ""}
    assert as_ada.post("/settings", first).status_code == 302
    page = as_ada.post("/settings", first | {"fiscal_year_start": "4", "currency": "cad", "version": 1}, follow=True)
    saved = Organisation.objects.get()
    assert (saved.fiscal_year_start, saved.currency, saved.version) == (4, "CAD", 2)
    undo = page.content.decode().split('action="/audit/')[1].split('"')[0]
    assert as_ada.post(f"/audit/{undo}").status_code == 302
    saved.refresh_from_db()
    assert (saved.fiscal_year_start, saved.currency, saved.version) == (1, "", 3)


@pytest.mark.parametrize(
    ("field", "value"), [("fiscal_year_start", "13"), ("currency", "EURO"), ("currency", "E1R"), ("name", "")]
)
def test_nonsense_is_said_beside_its_field(as_ada, field, value):
    given = {"name": "Cedar Bay", "fiscal_year_start": "1", "currency": ""} | {field: value}
    answer = as_ada.post("/settings", given)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Organisation.objects.exists()


def test_somebody_elses_settings_are_not_overwritten(as_ada):
    Organisation.objects.create(name="Cedar Bay", version=5)
    answer = as_ada.post("/settings", {"name": "Mine", "fiscal_year_start": "1", "currency": "", "version": 4})
    assert answer.status_code == 409
    assert Organisation.objects.get().name == "Cedar Bay"
