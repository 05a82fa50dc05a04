"""Slices say where their pages stand; whatever they say leads somewhere."""

from django.urls import reverse

from hoshin.base.finding import kinds_found
from hoshin.web.drawing import icon_svg
from hoshin.web.navigation import deeds, pages


def test_every_page_of_the_rail_and_every_deed_has_an_address():
    names = {place.name for place in (*pages(), *deeds())}
    assert {"scorecard", "users", "profile"} <= names
    assert all(reverse(name) for name in names)


def test_no_two_pages_want_the_same_place():
    for places in (pages(), deeds()):
        orders = [place.order for place in places]
        assert orders == sorted(set(orders))


def test_a_group_of_the_rail_stands_together():
    groups = [str(page.group) for page in pages()]
    assert list(dict.fromkeys(groups)) == [group for group, before in zip(groups, [None, *groups]) if group != before]


def test_every_page_of_the_rail_has_an_icon():
    assert all("<path" in icon_svg(page.icon) for page in pages())


def test_every_kind_of_answer_has_a_page():
    for finds in kinds_found():
        assert reverse(finds.address, args=[] if finds.parameter else ["A"])
    assert {"objective", "measure", "unit", "person"} <= {finds.kind for finds in kinds_found()}
