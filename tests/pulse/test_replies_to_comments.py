"""A comment is replied to, its author reads that and says more: and whoever has the whole database knows them no better."""

import re

import pytest
from django.test import Client
from tests.pulse.conftest import launched, unit_of
from tests.pulse.test_linking import COMMENT, copy_of_database, seen
from tests.pulse.test_surveys import N, S, W, client_of

from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.base.finding import found as find
from hoshin.feedback.models import new_code
from hoshin.notices.inbox import inbox
from hoshin.notices.kinds import ByMail
from hoshin.notices.models import NoticeSettings
from hoshin.notices.services.wishes import mail_of
from hoshin.pulse import ballots
from hoshin.pulse.comment_keys import mark_of_key
from hoshin.pulse.models import CommentSheet, Invitation, Urn
from hoshin.pulse.notices import UNANSWERED
from hoshin.pulse.selectors import comment_of_key, comment_themes
from hoshin.pulse.services import cast_ballot, close_wave, go_on_about_comment, reply_to_comment
from hoshin.pulse.services.replying import MOST_WORDS

KEY = re.compile(r"[a-z2-9]{6}(?:-[a-z2-9]{6}){3}")
REPLY = "Which week was worst?"


@pytest.fixture
def commented(staff):
    """A closed wave in which everybody wrote, and the key of N4's comment, as the page showed it."""
    wave = launched(staff, comments_to="heads", smallest_comments=6)
    page = client_of(staff, "N4").post(f"/surveys/{wave.code}/answer", {"engagement_1": "2", "comment": COMMENT})
    (key,) = set(KEY.findall(page.content.decode().split("<dl")[1].split("</dl>")[0]))
    for at, name in enumerate(name for name in (*N, *S, *W) if name != "N4"):
        cast_ballot(
            staff.as_of(name),
            wave=wave,
            answers={"engagement_1": at % 5 + 1, "engagement_2": at % 5 + 1},
            comment=f"{name} has no word",
        )
    return close_wave(staff.office, wave=wave), key


def of_key(staff, key, name="N4"):
    return comment_of_key(staff.as_of(name), mark_of_key(key))


def test_what_stands_by_a_comment_is_made_of_chance_alone(staff, commented, caplog):
    """Its key is nowhere, and no digest of anything about any person, under any key that there is, is its mark."""
    wave, key = commented
    copy = repr(copy_of_database())
    assert key not in copy
    assert key.replace("-", "") not in copy
    assert copy.count(mark_of_key(key)) == 1
    marks = {kept[2] for sheet in CommentSheet.objects.all() for kept in sheet.comments}
    assert len(marks) == 21
    wave.salt = "0" * 32
    for invitation in Invitation.objects.filter(wave=wave).select_related("person__user"):
        person = invitation.person
        for tried in (person.pk, person.user_id, person.employee_id, person.user.email):
            assert ballots.mark_of(wave, tried) not in marks
            assert mark_of_key(str(tried)) not in marks


def test_two_comments_of_one_person_hang_together_by_nothing(staff):
    wave = launched(staff, comments_to="heads")
    first = cast_ballot(staff.as_of("N4"), wave=wave, answers={"engagement_1": 2}, comment=COMMENT)
    second = cast_ballot(staff.as_of("N5"), wave=wave, answers={"engagement_1": 2}, comment=COMMENT)
    assert first[0].key != second[0].key
    urn = Urn.objects.get(kept_with=unit_of(wave, "N"))
    assert sorted(kept[2] for kept in urn.comments) == sorted(mark_of_key(one.key) for one in (*first, *second))


def test_reading_a_reply_leaves_nothing_and_saying_more_one_row_that_is_of_many(staff, commented, caplog):
    _wave, key = commented
    sheet, _comment = of_key(staff, key)
    reply_to_comment(staff.as_of("N1"), sheet=sheet, mark=mark_of_key(key), text=REPLY)
    client = Client()
    client.force_login(staff.users["N4"], backend="hoshin.notices.signed_in.WithUnread")
    client.get("/surveys/replies")
    with seen(caplog) as read:
        page = client.post("/surveys/replies", {"keys": key})
    assert REPLY in page.content.decode()
    assert read["rows"] == {}
    assert "no-store" in page["Cache-Control"]
    assert page.cookies.keys() <= {"csrftoken", "wrote"}
    with seen(caplog) as said:
        client.post("/surveys/replies", {"keys": key, "text": "The <third> one"})
    assert said["rows"].keys() == {"pulse_commentsheet"}
    (after,), (before,) = said["rows"]["pulse_commentsheet"]
    added = set(after.replace('"', " ").split()) - set(before.replace('"', " ").split())
    assert not {str(staff.person("N4").pk), str(staff.users["N4"].pk), "N4"} & added
    for log in (read["log"], said["log"]):
        for trace in (key, "N4", "The <third> one"):
            assert trace not in log
    assert len(CommentSheet.objects.get(pk=sheet.pk).comments) == 12
    columns = {field.column for field in CommentSheet._meta.concrete_fields}
    assert columns == {"id", "wave_id", "unit_id", "comments", "talks", "waiting"}


def test_talks_lie_in_no_order_but_chance(staff, commented):
    wave, _key = commented
    sheet = CommentSheet.objects.get(wave=wave, unit__code="N")
    marks = [kept[2] for kept in sheet.comments]
    for mark in (marks[3], marks[0], marks[7]):
        reply_to_comment(staff.as_of("N1"), sheet=sheet, mark=mark, text=REPLY)
    sheet.refresh_from_db()
    assert list(sheet.talks) == sorted((marks[0], marks[3], marks[7]))


def test_whoever_heads_the_unit_replies_and_hears_of_more_in_their_inbox(staff, commented):
    wave, key = commented
    head, author = client_of(staff, "N1"), client_of(staff, "N4")
    place, mark = unit_of(wave, "N").place, mark_of_key(key)
    address = f"/surveys/{wave.code}/units/{place}/comments/{mark}"
    assert f'href="{address}"' in head.get(f"/surveys/{wave.code}/units/{place}").content.decode()
    assert COMMENT in head.get(address).content.decode()
    assert head.post(address, {"text": " "}).status_code == 422
    assert head.post(address, {"text": REPLY}).status_code == 302
    assert author.post("/surveys/replies", {"keys": f"{key.upper()}\nwrong"}).content.decode().count(REPLY) == 1
    assert inbox(staff.as_of("N1"), codes=["survey_comments_waiting"]).lines == ()
    page = author.post("/surveys/replies", {"keys": key, "text": "The <third> one"}).content.decode()
    assert "The &lt;third&gt; one" in page
    (line,) = inbox(staff.as_of("N1"), codes=["survey_comments_waiting"]).lines
    assert (line.page, line.page_by) == ("survey_unit", (wave.code, place))
    assert inbox(staff.office, codes=["survey_comments_waiting"]).lines == ()
    assert "its author said more" in head.get(f"/surveys/{wave.code}/units/{place}").content.decode()
    assert "The &lt;third&gt; one" in head.get(address).content.decode()
    for other in ("N2", "S1", "Office"):
        assert client_of(staff, other).get(address).status_code == 404
    changed = head.get("/audit").content.decode() + client_of(staff, "Office").get("/audit").content.decode()
    assert REPLY not in changed


def test_nobody_else_replies_and_no_other_key_opens_anything(staff, commented):
    _wave, key = commented
    sheet, _comment = of_key(staff, key)
    for other in (staff.office, staff.as_of("N2"), staff.as_of("S1")):
        with pytest.raises(Denied, match="may read them"):
            reply_to_comment(other, sheet=sheet, mark=mark_of_key(key), text=REPLY)
    with pytest.raises(NotFound):
        reply_to_comment(staff.as_of("N1"), sheet=sheet, mark=new_code(), text=REPLY)
    with pytest.raises(NotFound):
        go_on_about_comment(staff.as_of("N4"), key="abcdef-ghijkm-npqrst-uvwxyz", text="Let me in.")
    for wrong in ("abcdef-ghijkm-npqrst-uvwxyz", "%00", COMMENT, "comment", "x" * 2_000):
        assert client_of(staff, "N4").post("/surveys/replies", {"keys": wrong}).status_code == 422
    for _ in range(MOST_WORDS):
        go_on_about_comment(staff.as_of("N4"), key=key, text="More")
    with pytest.raises(Invalid, match="Very much"):
        go_on_about_comment(staff.as_of("N4"), key=key, text="More")
    assert not CommentSheet.objects.exclude(pk=sheet.pk).exclude(talks={}).exists()


def test_comments_that_are_shown_to_nobody_are_replied_to_by_nobody(staff):
    wave = launched(staff, comments_to="heads", smallest_comments=6)
    keys = [
        cast_ballot(staff.as_of(name), wave=wave, answers={"engagement_1": 3}, comment="Few")[0].key for name in N[:5]
    ]
    assert of_key(staff, keys[0]) is None
    close_wave(staff.office, wave=wave)
    assert all(of_key(staff, key) is None for key in keys)
    assert comment_themes(staff.as_of("N1"), wave, unit_of(wave, "N")) == (0, [])
    silent = launched(staff)
    assert cast_ballot(staff.as_of("N4"), wave=silent, answers={"engagement_1": 3}, comment="Never kept") == []
    page = client_of(staff, "N5").post(f"/surveys/{silent.code}/answer", {"engagement_1": "2"}).content.decode()
    assert "Thank you" in page
    assert "data-comment-keys" not in page


def waiting(actor):
    return [thing.page_by[0] for thing in UNANSWERED.rows.owed_first(actor, 9)]


def test_an_open_survey_stands_in_the_inbox_until_one_has_answered_and_in_no_mail(staff, monkeypatch):
    wave = launched(staff)
    other = launched(staff, survey="enps", name="Would you?", closes_on=clock.today())
    lines = inbox(staff.as_of("N4"), codes=["surveys_unanswered"]).lines
    assert [(line.text, line.page_by) for line in lines] == [
        ("Answer: Would you?", (other.code,)),
        ("Answer: How are you?", (wave.code,)),
    ]
    cast_ballot(staff.as_of("N4"), wave=wave, answers={"engagement_1": 3})
    monkeypatch.setattr("hoshin.pulse.selectors.waves.URNS_AT_ONCE", 0)
    assert waiting(staff.as_of("N4")) == [other.code]
    monkeypatch.undo()
    assert waiting(staff.as_of("N4")) == [other.code]
    assert waiting(staff.as_of("N5")) == [other.code, wave.code]
    assert waiting(staff.office) == []
    wished = NoticeSettings(user=staff.users["N5"], channels={"surveys_unanswered": {"mail": "digest"}})
    assert mail_of(wished, UNANSWERED) == ByMail.NEVER
    monkeypatch.setattr(ballots, "_ballot_key", lambda folder: b"another")
    assert waiting(staff.as_of("N5")) == []


def test_the_search_finds_surveys_and_those_that_ask_oneself(staff, commented):
    wave = launched(staff, name="How is the canteen?", unit=unit_of(commented[0], "S").unit)
    said = {name: [(one.kind, one.name) for one in find(staff.as_of(name), "how", 9)] for name in ("S1", "N2")}
    assert said == {
        "S1": [("survey_asked", "How is the canteen?"), ("survey", "How are you?")],
        "N2": [("survey", "How are you?"), ("survey", "How is the canteen?")],
    }
    assert f"/surveys/{wave.code}/answer" in client_of(staff, "S1").get("/find?q=canteen").content.decode()
