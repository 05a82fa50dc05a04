"""Codes and names stand as people count, whatever the database's own collation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hoshin.base.ordering import by_code, by_name, counted
from hoshin.measures.models import Measure

CODES = st.lists(st.text("aBz.-1029", min_size=1, max_size=12), unique_by=str.upper, max_size=12)


@pytest.mark.django_db
def test_two_stands_before_ten():
    for code in ("1.2.1", "10.1.1", "2.2.1", "1.10.1", "a2", "A10", "B", "1.3.1"):
        Measure.objects.create(code=code, name=f"Line {code}")
    codes = Measure.objects.order_by(by_code()).values_list("code", flat=True)
    assert list(codes) == ["1.2.1", "1.3.1", "1.10.1", "2.2.1", "10.1.1", "a2", "A10", "B"]
    names = Measure.objects.order_by(by_name()).values_list("name", flat=True)
    assert list(names) == [f"Line {code}" for code in codes]


@pytest.mark.django_db
def test_a_name_of_nothing_but_numbers_fits_into_its_index():
    Measure.objects.create(code="1a" * 50, name="1 2 " * 125)


class AnyCodes(TestCase):
    @settings(deadline=None, max_examples=40)
    @given(CODES)
    def test_the_database_counts_as_plain_python_does(self, codes):
        Measure.objects.bulk_create([Measure(code=code, name="x") for code in codes])
        found = list(Measure.objects.order_by(by_code()).values_list("code", flat=True))
        Measure.objects.all().delete()
        assert [counted(code) for code in found] == sorted(counted(code) for code in codes)
