"""A field of a value is declared once: each way in, each way out, comparison, undo and history know it."""

from datetime import date

import pytest
from django.forms import CharField

from hoshin.api.schemas.measures import ActualIn, ActualOut, BulkRow
from hoshin.api.schemas.scores import InputOut
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.periods import Period
from hoshin.measures.fields import FIELDS, NAMES, NUMBERS, Recorded, said_by, says
from hoshin.measures.models import Actual
from hoshin.measures.rows import ActualRow
from hoshin.measures.selectors import history_of_actual
from hoshin.measures.services import record_actual, record_actuals, withdraw_actual
from hoshin.measures.sheets.actuals import ACTUALS
from hoshin.web.measures.forms import ValueForm

NEITHER_SAID_NOR_SHOWN = {"id", "measure", "unit", "period", "recorded_at", "superseded_at", "change"}


def full(**changed):
    """Something in every field: 4.0, 4.5 …, or a text."""
    said = {name: 4.0 + position / 2 if name in NUMBERS else f"a {name}" for position, name in enumerate(NAMES)}
    return said | changed


def other(name):
    return {name: 8.0 if name in NUMBERS else "another text"}


def test_the_table_has_a_column_for_each_field_and_none_besides():
    assert {field.name for field in Actual._meta.concrete_fields} == {*NAMES, *NEITHER_SAID_NOR_SHOWN}


def test_every_face_and_the_sheet_have_each_field():
    for schema in (ActualIn, ActualOut, BulkRow, InputOut):
        assert set(NAMES) <= set(schema.model_fields), schema
    assert set(NAMES) <= {column.name for column in ACTUALS.columns}
    form = ValueForm(has_parts=True)
    assert [form.fields[one.name].label for one in FIELDS] == [one.label for one in FIELDS]
    assert all(isinstance(form.fields[name], CharField) for name in NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [False, True])
def test_a_change_of_any_field_is_kept_undone_and_told(office, revenue, many):
    day = date(2026, 1, 1)

    def record(**said):
        if many:
            record_actuals(office, [ActualRow(revenue.pk, None, day, **said)])
        else:
            record_actual(office, measure=revenue, period="2026-01", **said)

    def held():
        return said_by(Actual.objects.get(superseded_at=None))

    record(**full())
    assert held() == full()
    for count, name in enumerate(NAMES, start=1):
        record(**full(**other(name)))
        assert held() == full(**other(name)), name
        record(**full(**other(name)))
        assert Actual.objects.count() == 2 * count, f"the same {name} again changes nothing"
        undo(office, change=Change.objects.latest("pk"))
        assert held() == full(), name
    versions = history_of_actual(office, revenue, Period.parse("2026-01"))
    assert {name: {getattr(one, name) for one in versions} for name in NAMES} == {
        name: {full()[name], *other(name).values()} for name in NAMES
    }


@pytest.mark.django_db
def test_of_what_is_taken_back_nothing_is_said(office, revenue):
    record_actual(office, measure=revenue, period="2026-01", **full())
    undo(office, change=Change.objects.latest("pk"))
    assert says(Actual.objects.get(superseded_at=None)) == says(Recorded())
    record_actual(office, measure=revenue, period="2026-01", **full())
    withdraw_actual(office, measure=revenue, period="2026-01")
    assert says(Actual.objects.get(superseded_at=None)) == says(Recorded())


@pytest.mark.django_db
def test_the_page_asks_for_each_field_and_the_history_tells_what_was_remarked(office, on_time, olga, client):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    record_actual(office, measure=on_time, period="2026-01", **full())
    page = client.get("/measures/OTD/values/2026-01").content.decode()
    assert [name for name in NAMES if f'name="{name}"' not in page] == []
    history = client.get("/measures/OTD/values/2026-01/history").content.decode()
    assert [one.name for one in FIELDS if one.remark and str(full()[one.name]) not in history] == []
