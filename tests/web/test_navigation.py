"""Slices say where their pages stand; whatever they say leads somewhere."""

import pytest
from django.urls import reverse

from hoshin.base.finding import kinds_found
from hoshin.web.drawing import icon_svg
from hoshin.web.navigation import MOST_MAIN, ROOMS, deeds, pages, rail_pages


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
        by_code_or_number = ["7"] if finds.kind == "signal" else ["A"]
        assert reverse(finds.address, args=[] if finds.parameter else by_code_or_number)
    assert {"objective", "measure", "unit", "person"} <= {finds.kind for finds in kinds_found()}


@pytest.mark.django_db
def test_what_stands_under_more_is_told_by_rooms(office):
    main, more, _ = rail_pages(office)
    assert len(main) == MOST_MAIN
    rooms = [str(page.group) for page in more]
    assert list(dict.fromkeys(rooms)) == ["Strategy", "Foresight", "People", "Growth", "Also"]
    assert rooms == sorted(rooms, key=list(dict.fromkeys(rooms)).index), "each room stands together"
    assert {name for _, names in ROOMS for name in names} <= {page.name for page in pages()}
