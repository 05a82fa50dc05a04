"""Numbers, periods and times as people read them."""

from datetime import date

import pytest
from django.template import engines

from hoshin.base.periods import Frequency, Period
from hoshin.web import wording


def drawn(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("score", "text"), [(68.5, "69"), (68.49, "68"), (0.0, "0"), (None, "–"), (float("nan"), "–"), (99.6, "100")]
)
def test_a_score_is_a_whole_number_or_a_dash(score, text):
    assert drawn("{{ score|score }}", score=score) == text


@pytest.mark.parametrize(
    ("change", "text"), [(3.2, "+3"), (-2.5, "−3"), (0.4, "0"), (-0.4, "0"), (None, ""), (float("nan"), "")]
)
def test_a_change_has_its_sign_and_silence_is_not_zero(change, text):
    assert drawn("{{ change|delta }}", change=change) == text


@pytest.mark.parametrize(
    ("amount", "unit", "decimals", "text"),
    [
        (29.0, "h", None, "29\xa0h"),
        (41.2, "€", 2, "€41.20"),
        (-5.5, "$", 2, "−$5.50"),
        (1234567.89, "", None, "1,234,568"),
        (0.03125, "percent", None, "0.0313\xa0%"),
        (-0.001, "", 1, "0.0"),
        (None, "h", 1, "–"),
        (1e18, "", None, "1e+18"),
    ],
)
def test_a_value_stands_with_its_unit(amount, unit, decimals, text):
    source = "{{ value(amount, unit, decimals) }}"
    assert drawn(source, amount=amount, unit=unit, decimals=decimals) == text


def test_periods_have_words_long_and_short():
    october = date(2026, 10, 1)

    assert drawn("{{ day|period_label('monthly') }}", day=october) == "October 2026"
    assert drawn("{{ day|period_short('monthly') }}", day=october) == "Oct"
    assert drawn("{{ p|period_brief }}", p=Period(Frequency.MONTHLY, october)) == "Oct ’26"
    assert drawn("{{ day|period_label('quarterly') }}", day=october) == "Q4 2026"
    assert drawn("{{ p|period_label }}", p=Period(Frequency.ANNUAL, date(2026, 1, 1))) == "2026"
    assert drawn("{{ p|period_label }}", p=None) == ""


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 18), "5\xa0days\xa0ago"),
        (date(2026, 11, 2), "3\xa0weeks\xa0ago"),
        (date(2026, 6, 1), "5\xa0months\xa0ago"),
        (date(2026, 11, 26), "in 3 days"),
    ],
)
def test_how_long_ago(november, day, text):
    assert wording.ago_text(day) == text


def test_a_status_is_a_shape_and_a_word_and_its_short_form_keeps_the_word_for_those_who_hear():
    for source in ("{{ status(1) }}", "{{ status('off_track') }}", "{{ status(1, short=true) }}"):
        markup = drawn(source)
        assert 'class="status poor"' in markup
        assert "<rect" in markup
        assert "Off track" in markup


def test_a_sparkline_breaks_where_a_value_is_missing_and_says_so():
    markup = drawn("{{ spark(values, 3) }}", values=[1.0, 2.0, None, 4.0, 5.0])

    assert markup.count("M") - markup.count("M2 8") == 2, "two strokes, none through the gap"
    assert "4 values, from 1 to 5, 1 missing" in markup
    assert drawn("{{ spark(values) }}", values=[None, None]) == '<span class="faint">–</span>'


def test_names_are_text_never_markup():
    markup = drawn(
        '{% from "_shared/person.html" import person %}{{ person(name, full=true) }}', name="<script>alert(1)</script>"
    )

    assert "<script>" not in markup
