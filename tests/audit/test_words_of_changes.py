"""The trail speaks the words of the screen: names, units, rounding, and one thing as one."""

import re
from pathlib import Path

import pytest

from hoshin import audit
from hoshin.audit.models import Entry
from hoshin.audit.naming import lines_of
from hoshin.audit.selectors import trail
from hoshin.base.cards import entries
from hoshin.base.wordings import said
from hoshin.measures.services import define_measure, record_actual, withdraw_actual
from hoshin.org.services import add_unit

SOURCE = Path(audit.__file__).parents[1]


@pytest.mark.django_db
def test_a_recorded_value_is_told_with_name_unit_and_decimals(office):
    measure = define_measure(office, code="k3", name="Answered in time", unit_of_measure="%", decimals=1)
    unit = add_unit(office, code="N", name="North")
    record_actual(office, measure=measure, period="2026-10", value=80.42763158, unit=unit)
    record_actual(office, measure=measure, period="2026-10", value=1, unit=unit)
    withdraw_actual(office, measure=measure, period="2026-10", unit=unit)
    told = [one.summary.replace("\u00a0", " ") for one in trail(office).changes]
    assert told == [
        "Withdrew Answered in time for October 2026 (it was 1.0 %)",
        "Corrected Answered in time of North for October 2026: 1.0 %",
        "Recorded Answered in time of North for October 2026: 80.4 %",
        "Unit North added",
        "Measure Answered in time defined",
    ]


def test_what_was_kept_before_names_and_units_were_is_told_as_it_is():
    facts = {"measure": "k3", "period": "2026-10", "value": 0.8042763158}
    assert said("record_actual", facts) == "Recorded k3 for October 2026: 0.8043"
    assert said("change_unit", {"code": "N"}) == "Unit N changed"
    assert said("record_actuals", {"count": 1}) == "Recorded one value"
    assert said("set_password", {"name": "Ada", "tokens": 1}) == "Ada set a new password and revoked 1 token"


def test_numbers_of_an_entry_have_no_false_digits_unless_nothing_else_tells_them_apart():
    def shown(before, after):
        entry = Entry(
            table="measures_measure", row=1, operation="U", before={"weight": before}, after={"weight": after}
        )
        return [(line.before, line.after) for line in lines_of(entry, {})]

    assert shown(0.8042763158, 0.9) == [("0.8043", "0.9")]
    assert shown(0.8042763158, 0.8042763) == [("0.8042763158", "0.8042763")]


def test_whatever_is_counted_has_words_for_one():
    for code, wording in entries("wordings", by="code").items():
        counted = [text for text in map(str, wording.texts) if re.search(r"%\(count\)s \w+s\b", text)]
        assert not counted or wording.of_one, code
    plain = re.compile(r"(?<!n)(?:_|gettext)\(\s*\"[^\"]*%\(count\)[sd] [a-z]+s\b[^\"]*\"\s*\)")
    found = [f"{path.name}: {match[0]}" for path in SOURCE.rglob("*.py") for match in plain.finditer(path.read_text())]
    # What stands in a row is never one: a run begins with six.
    worded = ("wordings.py", "notices.py", "card.py", "catalogue.py", "rules_of_people.py", "watch_words.py")
    assert [one for one in found if not one.startswith(worded)] == []
