"""Forty templates by function: each is whole, found by its words, and fills the form of a goal."""

import pytest

from hoshin.base.errors import NotFound
from hoshin.okrs.library import FUNCTIONS, TEMPLATES, template_by_code, templates_found
from hoshin.okrs.rows import ResultKind


def test_there_are_forty_each_with_a_goal_and_measures_that_say_how_it_is_seen():
    assert len(TEMPLATES) == len({template.code for template in TEMPLATES}) == 40
    assert [len(part.TEMPLATES) for part in FUNCTIONS] == [5] * 8
    assert len({str(template.name) for template in TEMPLATES}) == 40
    for template in TEMPLATES:
        assert 2 <= len(template.results) <= 4, template.code
        for result in template.results:
            has_way = result.baseline is not None and result.target is not None and result.unit
            assert result.kind is ResultKind.MILESTONE or has_way, result.name
            assert result.baseline != result.target or result.kind is ResultKind.MILESTONE


def test_they_are_found_by_words_of_goal_measure_or_function():
    assert [one.code for one in templates_found("WAITING time appointment")] == ["shorten-waiting"]
    assert "deliver-on-time" in [one.code for one in templates_found("promised day")]
    assert {one.function for one in templates_found("finance and controlling")} == {FUNCTIONS[6].FUNCTION}
    assert templates_found("nothing of the kind") == []
    with pytest.raises(NotFound):
        template_by_code("nothing")


@pytest.mark.django_db
def test_a_template_fills_the_form_and_leaves_the_numbers_to_the_writer(supplied_world, november, carl, client):
    client.force_login(carl)
    found = client.get("/goals/library?q=waiting+appointment").content.decode()
    assert "/goals/new?template=shorten-waiting" in found
    assert "Win new customers" not in found
    part = client.get("/goals/library?q=margin", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    form = client.get("/goals/new?template=shorten-waiting").content.decode()
    assert 'value="Reduce the waiting time for an appointment"' in form
    assert 'value="Days until an appointment"' in form
    assert 'placeholder="for example 9"' in form
    assert client.get("/goals/new?template=nothing").status_code == 404
