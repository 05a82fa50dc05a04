"""Numbers, days and times are worded as their reader chose, and what they type is read so; files and the API are not."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.services import change_profile
from hoshin.base import clock
from hoshin.base.amounts import number_text, value_text
from hoshin.base.errors import Invalid
from hoshin.base.formats import FORMS, as_typed, known_formats, using
from hoshin.measures.models import Actual
from hoshin.measures.services import define_measure, record_actual
from hoshin.web import wording
from hoshin.web.number_field import NumberField

TEMPLATES = Path(wording.__file__).parent / "templates"


def test_numbers_have_the_marks_of_whoever_reads():
    assert {"en_DE", "en_US", "en_IN", "en_CH"} <= known_formats().keys()
    told = {}
    for locale in ("", "en_DE", "en_IN", "en_CH"):
        with using(locale):
            told[locale] = value_text(-1234567.5, "€", 1)
    assert told == {"": "−€1,234,567.5", "en_DE": "−€1.234.567,5", "en_IN": "−€12,34,567.5", "en_CH": "−€1'234'567.5"}
    with using("no such"):
        assert number_text(1234.0) == "1,234"


@pytest.mark.parametrize("number", [1.234, 1234.0, -0.5, 1234567.891, 12.0])
@pytest.mark.parametrize("locale", ["", "en_DE", "en_US", "en_FR", "en_CH"])
def test_what_stands_in_a_field_is_read_back_as_the_same_number(locale, number):
    with using(locale):
        assert NumberField().clean(NumberField().prepare_value(number)) == number
        assert NumberField().clean(as_typed(number)) == number
        assert NumberField().clean(number_text(number, 3)) == number, "what is shown can be typed"


def test_every_form_of_a_day_on_a_page_has_formats():
    used = {
        form
        for path in TEMPLATES.rglob("*.html")
        for form in re.findall(r"\|date\([\"']([^\"']+)[\"']\)", path.read_text())
    }
    assert used - FORMS.keys() - {"c", "Y", "Y-m-d"} == set()


@pytest.mark.django_db
def test_a_person_chooses_formats_and_zone_and_pages_follow_and_files_do_not(client, olga, office):
    measure = define_measure(office, code="REV", name="Revenue", decimals=1)
    with clock.fixed(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)):
        record_actual(office, measure=measure, period="2026-10", value=1234.5)
        record_actual(office, measure=measure, period="2026-09", value=1)
    client.force_login(olga)
    history = "/measures/REV/values/2026-10/history"
    assert "23 Nov 2026 22:30" in client.get(history).content.decode()
    sent = {"name": "Olga Office", "theme": "", "formats": "en_DE", "time_zone": "Asia/Tokyo"}
    assert client.post("/profile", sent).status_code == 302
    shown = client.get(history).content.decode()
    assert "24 Nov 2026, 07:30" in shown
    assert 'title="Asia/Tokyo"' in shown
    page = client.get("/measures/REV").content.decode()
    assert "1.234,5" in page
    assert "1,234.5" not in page
    form = client.get("/measures/REV/values/2026-10").content.decode()
    assert 'value="1234,5"' in form
    place = "/measures/REV/values/2026-08"
    assert client.post(place, {"value": "1.250", "expected_id": 0}).status_code == 302
    assert Actual.objects.get(measure=measure, period="2026-08-01").value == 1250
    assert number_text(1234.5, 1) == "1,234.5", "nothing is left behind by the request"


@pytest.mark.django_db
def test_what_does_not_exist_is_not_chosen(client, olga):
    actor = Actor.of(olga, "web")
    for wrong in ({"formats": "de_DE"}, {"time_zone": "Mars/Olympus"}, {"time_zone": "../etc/passwd"}):
        with pytest.raises(Invalid):
            change_profile(actor, **wrong)
