"""Results as a workbook for whoever reads them anyway, and whose results a group looks at for whoever made it."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.utils.html import strip_tags
from tests.reviews.conftest import client_of, written

from hoshin.base import clock
from hoshin.reviews.models import ReviewResult
from hoshin.reviews.services import appeal, close_writing, decide_change, make_group, propose_change, release_results

NAME = "=HYPERLINK(1)"


@pytest.fixture
def closed(staff, cycle):
    """Ada was rated 4 by Mia, and 3.5 together after a change; Eva was rated by Sol."""
    written(staff, cycle, "Mia", "Ada")
    written(staff, cycle, "Sol", "Eva", step=3)
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    seats = [staff.people[name] for name in ("Mia", "Sol", "Hana")]
    people = [staff.people[name] for name in ("Ada", "Ben")]
    group = make_group(staff.olga, cycle=cycle, name="North", seats=seats, people=people)
    change = propose_change(
        staff.as_of("Mia"), result=ReviewResult.objects.get(group=group, person__name="Ada"), after=3.5,
        reason="mistake", evidence=NAME,
    )  # fmt: skip
    decide_change(staff.as_of("Hana"), change=change, is_approved=True)
    return cycle


def sheets_of(staff, name, cycle):
    answer = client_of(staff, name).get(f"/reviews/{cycle.code}/results.xlsx")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)][1:] for sheet in book}


def test_a_workbook_has_what_its_reader_sees_and_no_more(staff, closed):
    hr = sheets_of(staff, "Hana", closed)
    scores = {row[0]: (row[3], row[6]) for row in hr["results"]}
    assert scores["Ada"] == (4, 3.5)
    # Hana is in the North, and is HR of nobody else; her own result is not hers to see yet.
    assert set(scores) == {"Ada", "Ben", "Cem", "Dan", "Mia", "Olga"}
    assert hr["sources"] == [["Ada", "Ada", "manager", 1, 4, 4, 4, 1]]
    assert hr["changes"] == [["Ada", "Ada", 4, 3.5, "approved", "mistake", NAME]]
    assert {row[0] for row in sheets_of(staff, "Sol", closed)["results"]} == {"Ada", "Ben", "Eva", "Fay", "Gil"}
    assert sheets_of(staff, "Ada", closed) == {"results": [], "sources": [], "changes": []}
    # Whoever runs reviews sees nobody's result, and is offered no file of them.
    assert sheets_of(staff, "Olga", closed)["results"] == []
    assert "results.xlsx" not in client_of(staff, "Olga").get(f"/reviews/{closed.code}").content.decode()
    assert "results.xlsx" in client_of(staff, "Hana").get(f"/reviews/{closed.code}").content.decode()


def test_whoever_runs_reviews_sees_who_is_in_a_group_and_who_is_in_none_and_no_score(
    staff, closed, django_assert_max_num_queries
):
    client, group = client_of(staff, "Olga"), closed.groups.get()
    address = f"/reviews/groups/{group.pk}/people"
    cycle = client.get(f"/reviews/{closed.code}").content.decode()
    assert "2 people" in cycle
    left = ReviewResult.objects.filter(cycle=closed, group=None).count()
    assert f"Results of {left} people are in no group yet" in cycle
    with django_assert_max_num_queries(15):
        inside = client.get(address).content.decode()
    assert [name for name in staff.people if f"Take out: {name}" in inside] == ["Ada", "Ben"]
    assert not {"3.50", "4.00", "3.5", "4.0"} & set(strip_tags(inside).split())
    outside = client.get(f"{address}?left").content.decode()
    assert "Put in: Eva" in outside
    assert "Put in: Ada" not in outside
    assert client.post(address, {"put_in": "Eva"}).status_code == 302
    assert client.post(address, {"take_out": "Ben"}).status_code == 302
    inside = client.get(address).content.decode()
    assert [name for name in staff.people if f"Take out: {name}" in inside] == ["Ada", "Eva"]
    for name in ("Mia", "Hana", "Ada"):
        assert client_of(staff, name).get(address).status_code == 403


def test_the_list_of_reviews_leads_to_groups_and_appeals_that_wait(staff, closed, django_assert_max_num_queries):
    assert "Look at North together" in client_of(staff, "Mia").get("/reviews").content.decode()
    for name in ("Olga", "Ada", "Bo"):
        assert "Look at North together" not in client_of(staff, name).get("/reviews").content.decode()
    with clock.fixed(datetime(2026, 12, 18, 12, tzinfo=UTC)):
        release_results(staff.olga, cycle=closed)
        mine = ReviewResult.objects.select_related("cycle").get(cycle=closed, person=staff.people["Ada"])
        appeal(staff.as_of("Ada"), result=mine, text="June is missing.")
        client = client_of(staff, "Hana")
        with django_assert_max_num_queries(15):
            page = client.get("/reviews").content.decode()
        assert "Answer the appeal of Ada" in page
        assert "Look at North together" not in page
        # Mia wrote the review, and Sol has nothing to do with it.
        for name in ("Mia", "Sol"):
            assert "Answer the appeal of Ada" not in client_of(staff, name).get("/reviews").content.decode()
