"""The talk of a goal as pages: with and without script, in place and on its own page."""

import pytest
from django.test import Client

from hoshin.discussion.models import Comment

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


def signed_in(team, name):
    client = Client()
    client.force_login(team.users[name], backend=BACKEND)
    return client


def test_commenting_answering_changing_and_removing(team, django_assert_max_num_queries):
    carl, vera = signed_in(team, "carl"), signed_in(team, "vera")
    address = f"/discussion/objective/{team.numbers['O1']}"
    page = carl.get(address).text
    assert "Everybody who signs in will be able to read this." in page
    assert "Follow" in page
    piece = carl.post(address, {"text": "Ask @Vera Viewer <b>now</b>"}, headers={"HX-Request": "true"})
    assert "&lt;b&gt;now" in piece.text
    assert '<a href="/organisation/people/VERA">@Vera Viewer</a>' in piece.text
    row = Comment.objects.get()
    lost = vera.post(address, {"text": "Ask @Vera Viewer and\nx" + "x" * 4_000, "answers": row.code})
    assert (lost.status_code, "xxxx" in lost.text) == (422, True)
    said = vera.post(address, {"text": "I know.", "answers": row.code}, follow=True)
    assert "I know." in said.text
    with django_assert_max_num_queries(20):
        piece = vera.get(address, headers={"HX-Request": "true"})
    assert piece.text.count("data-row") == 2
    assert "Vera" in carl.get(f"{address}/people?q=ver").text
    reacted = vera.post(f"/comments/{row.code}/react", {"word": "thanks"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in reacted.text
    assert 'aria-pressed="true"' in vera.post(f"{address}/react", {"word": "agreed"}, follow=True).text
    followed = carl.post(f"{address}/follow", {"follow": "no"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="false"' in followed.text
    edited = carl.post(f"/comments/{row.code}/edit", {"text": "Ask later.", "version": row.version}, follow=True)
    assert "Ask later." in edited.text
    late = carl.post(f"/comments/{row.code}/edit", {"text": "Ask never.", "version": row.version})
    assert (late.status_code, "Ask never." in late.text, "Ask later." in late.text) == (409, True, True)
    assert "Ask @Vera Viewer" in vera.get(f"/comments/{row.code}/versions").text
    assert vera.get(f"/comments/{row.code}/edit").status_code == 403
    assert "Removed by its author." in carl.post(f"/comments/{row.code}/remove", follow=True).text


def test_a_private_goal_is_talked_about_by_whoever_sees_it(team):
    address = f"/discussion/objective/{team.numbers['O2']}"
    assert "Only Vera Viewer, and the strategy office" in signed_in(team, "vera").get(address).text
    assert signed_in(team, "carl").get(address).status_code == 404
    assert signed_in(team, "carl").post(address, {"text": "Here?"}).status_code == 404
    assert "Nobody who may see this" in signed_in(team, "vera").get(f"{address}/people?q=carl").text
