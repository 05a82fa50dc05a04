"""Whole numbers in texts from outside."""

import doctest
import importlib

from hypothesis import given
from hypothesis import strategies as st

from hoshin.base.whole_numbers import whole_number


def test_its_examples_are_true():
    assert doctest.testmod(importlib.import_module("hoshin.base.whole_numbers")).failed == 0


@given(st.text() | st.text("0123456789²٣", max_size=30))
def test_no_text_is_a_fault_and_what_is_read_fits_the_database(text):
    number = whole_number(text)
    assert number is None or 0 <= number < 2**63
