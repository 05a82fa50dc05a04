"""The roadmap: what lies where, what a move would move, and who may move it."""

from datetime import date

import pytest
from django.urls import reverse

from hoshin.initiatives.models import Milestone
from hoshin.initiatives.selectors import planned_milestones, roadmap_of
from hoshin.initiatives.services import add_initiative, add_milestone, agree_baseline, move_milestones
from hoshin.web.initiatives.timeline import LEFT, WIDTH, ZOOMS, drawn, span_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def as_user(client, team):
    def of(name):
        client.force_login(team.users[name])
        return client

    return of


def picture_of(team, desk, zoom="year", start=date(2026, 9, 15)):
    zoom = ZOOMS[zoom]
    return drawn(roadmap_of(team.as_of("carl"), [desk]), zoom, span_of(zoom, start), TODAY, {desk.pk})


def test_days_become_places(team, desk):
    picture = picture_of(team, desk)
    assert (picture.span.first, picture.span.last, len(picture.ticks)) == (date(2026, 9, 1), date(2027, 8, 31), 12)
    (band,) = picture.bands
    (lane,) = band.lanes
    assert (band.band.objective, lane.x, [mark.one.row.code for mark in lane.milestones]) == (
        team.objective, LEFT, ["M1", "M2", "M3"],
    )  # fmt: skip
    assert LEFT < lane.milestones[1].x < picture.today_x < lane.milestones[2].x < WIDTH
    assert [mark.may_move for mark in lane.milestones] == [False, True, True]
    assert (len(picture.wires), picture.wires[0].is_critical) == (1, False)


def test_what_is_out_of_sight_is_not_drawn_and_slips_are(team, desk):
    carl = team.as_of("carl")
    agree_baseline(carl, initiative=desk)
    move_milestones(carl, moves={Milestone.objects.get(code="M2"): 30})
    (lane,) = picture_of(team, desk).bands[0].lanes
    assert [mark.agreed_x is not None for mark in lane.milestones] == [True, True, True]
    near = picture_of(team, desk, "half", date(2026, 6, 1)).bands[0].lanes[0]
    assert [mark.one.row.code for mark in near.milestones] == ["M1"]
    assert picture_of(team, desk, "five", date(2030, 1, 1)).today_x is None


def test_an_initiative_lies_in_one_band_and_what_serves_nothing_seen_comes_last(team, desk):
    olga = team.as_of("olga")
    both = {team.secret: (None, None), team.objective: (None, None)}
    two = add_initiative(olga, code="I2", name="Both", effects=both, owner=team.carl)
    none = add_initiative(olga, code="I3", name="Nothing yet", owner=team.carl)
    bands = roadmap_of(olga, [none, two, desk])
    assert [(band.objective, [lane.shown.row.code for lane in band.lanes]) for band in bands] == [
        (team.objective, ["I2", "I1"]), (None, ["I3"]),
    ]  # fmt: skip
    assert [band.objective for band in roadmap_of(team.as_of("carl"), [two])] == [team.objective]


def test_what_a_move_would_move_is_told_and_only_then_saved(team, desk, as_user):
    client, row = as_user("carl"), Milestone.objects.get(code="M2")
    page = client.get(reverse("roadmap"), {"zoom": "half"}).content.decode()
    assert all(words in page for words in ("One desk for all", "Letters as well", f'data-milestone="{row.pk}"'))
    told = client.get(reverse("roadmap_slip", args=[row.pk]), {"days": "30"}).content.decode()
    assert all(words in told for words in ("30 days later", "10 Mar 2027", "It moves the end"))
    row.refresh_from_db()
    assert row.due_date == date(2026, 11, 10)
    move = reverse("roadmap_move", args=[row.pk])
    assert client.post(move, {"days": "0", "version": row.version}).status_code == 422
    assert "changed" in client.post(move, {"days": "30", "version": row.version + 1}).content.decode()
    answer = client.post(move, {"days": "30", "version": row.version, "query": "zoom=half"})
    assert answer.url == "/roadmap?zoom=half"
    assert list(Milestone.objects.order_by("code").values_list("due_date", flat=True))[1:] == [
        date(2026, 12, 10), date(2027, 3, 10),
    ]  # fmt: skip


def test_who_may_not_change_it_is_told_and_moves_nothing(team, desk, as_user):
    client, row = as_user("hans"), Milestone.objects.get(code="M2")
    told = client.get(reverse("roadmap_slip", args=[row.pk]), {"days": "30"}).content.decode()
    assert ("30 days later" in told, "Save the move" in told) == (True, False)
    assert client.post(reverse("roadmap_move", args=[row.pk]), {"days": "30"}).status_code == 403


def test_it_asks_no_more_where_there_is_more(team, desk, as_user, django_assert_max_num_queries):
    olga, before = team.as_of("olga"), Milestone.objects.get(code="M3")
    for number in range(2, 42):
        row = add_initiative(olga, code=f"I{number}", name=f"Work {number}", effects={team.objective: (None, None)})
        before = add_milestone(olga, initiative=row, name="Step", due_date=date(2027, 2, 1), needs=[before])
    client = as_user("carl")
    with django_assert_max_num_queries(13):
        assert client.get(reverse("roadmap")).status_code == 200
    assert planned_milestones(olga, [desk])[desk.pk][1].slack == 21
