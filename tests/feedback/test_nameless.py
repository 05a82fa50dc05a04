"""Words without a name: the whole database is read before and after, and the author stands in nothing that is new."""

import logging
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from hoshin.accounts.access import Actor
from hoshin.audit.selectors import trail
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.feedback.jobs import FORGET_HOURS
from hoshin.feedback.models import AnonymousTalk, AnonymousWords
from hoshin.feedback.notices import NAMELESS
from hoshin.feedback.policies import hearers, talks_visible_to, words_visible_to
from hoshin.feedback.selectors import talk_by_number, to_write_without_name
from hoshin.feedback.services import answer_without_name, go_on_without_name, write_without_name
from hoshin.feedback.services.nameless import MOST_A_DAY, digest_of
from hoshin.notices.models import Letter, Notice
from hoshin.org.services import change_person

WORDS = "Overtime has no end and people stopped saying so."
KEY = re.compile(r"[a-z2-9]{6}(?:-[a-z2-9]{6}){3}")


def everything():
    """Every row of every table as text, the trail, sessions and jobs among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = sorted(name for (name,) in cursor.fetchall())
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = sorted(row for (row,) in cursor.fetchall())
    assert {"audit_change", "audit_entry", "django_session", "notices_notice", "procrastinate_jobs"} <= found.keys()
    return found


def new_rows(before):
    after = everything()
    return {
        table: [row for row in rows if row not in before[table]]
        for table, rows in after.items()
        if rows != before[table]
    }


@pytest.fixture
def author(team):
    client = Client()
    client.force_login(team.users["vera"], backend="hoshin.notices.signed_in.WithUnread")
    client.get("/feedback")
    return client


def sent(author, to="HANS", text=WORDS):
    answer = author.post("/anonymous", {"to": to, "text": text})
    return answer, KEY.search(answer.content.decode())[0]


def test_nothing_that_is_new_in_the_database_says_who_wrote(team, author, caplog):
    before = everything()
    with caplog.at_level(logging.INFO):
        answer, key = sent(author)
        author.post("/anonymous/answers", {"key": key})
        author.post("/anonymous/answers", {"key": key, "text": "And nobody asks."})
    found = new_rows(before)
    assert found.keys() == {"feedback_anonymoustalk", "feedback_anonymouswords"}
    (talk,), (first, second) = found["feedback_anonymoustalk"], found["feedback_anonymouswords"]
    row = AnonymousTalk.objects.get()
    assert talk == f"({row.pk},{digest_of(key)},2026-11-23,{team.hans.pk})"
    numbers = list(AnonymousWords.objects.order_by("pk").values_list("pk", flat=True))
    assert first == f'({numbers[0]},"{WORDS}",f,2026-11-23,{row.pk})'
    assert second == f'({numbers[1]},"And nobody asks.",f,2026-11-23,{row.pk})'
    logged = caplog.text
    for trace in (key, "vera", "Vera", WORDS):
        assert trace not in logged
    assert "no-store" in answer["Cache-Control"]
    # Each page that is sent, whatever it holds, leaves the same word with the browser for five seconds.
    assert answer.cookies.keys() <= {"csrftoken", "wrote"}
    assert "wrote" not in answer.cookies or answer.cookies["wrote"].value == "1"


def test_the_columns_have_room_for_no_author_and_no_hour():
    kept = {
        model: {field.column: field.get_internal_type() for field in model._meta.concrete_fields}
        for model in (AnonymousTalk, AnonymousWords)
    }
    assert kept[AnonymousTalk].keys() == {"id", "to_id", "key_digest", "day"}
    assert kept[AnonymousWords].keys() == {"id", "talk_id", "text", "is_answer", "day"}
    assert {kept[model]["day"] for model in kept} == {"DateField"}


def test_the_trail_and_the_notices_say_nothing_of_it(team, author):
    sent(author)
    assert "without a name" not in repr(trail(team.as_of("ada")).changes).lower()
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


def test_whoever_it_is_for_reads_and_answers_and_the_author_reads_that_by_the_key(team, author):
    key = write_without_name(team.as_of("vera"), to=team.hans, text=WORDS)
    assert NAMELESS.owed(team.as_of("hans")) == {"count": 1}
    (thing,) = NAMELESS.owed_first(team.as_of("hans"), 3)
    assert thing.since == date(2026, 11, 23)
    talk = talk_by_number(team.as_of("hans"), thing.id)
    answer_without_name(team.as_of("hans"), talk=talk, text="Which team is it?")
    assert NAMELESS.owed(team.as_of("hans")) is None
    assert "Which team is it?" in author.post("/anonymous/answers", {"key": key.upper()}).content.decode()
    go_on_without_name(team.as_of("vera"), key=key, text="The night shift.")
    assert NAMELESS.owed(team.as_of("hans")) == {"count": 1}
    assert set(NAMELESS.owing()) == {team.users["hans"].pk}


def test_nobody_else_reads_it_whatever_their_role(team):
    write_without_name(team.as_of("vera"), to=team.hans, text=WORDS)
    talk = AnonymousTalk.objects.get()
    for name in ("ada", "olga", "mia", "carl", "vera"):
        actor = team.as_of(name)
        assert not talks_visible_to(actor).exists()
        assert not words_visible_to(actor).exists()
        with pytest.raises(NotFound):
            talk_by_number(actor, talk.pk)
        with pytest.raises(Denied):
            answer_without_name(actor, talk=talk, text="I know.")
    assert not talks_visible_to(Actor.system()).exists()


@pytest.mark.parametrize("key", ["", "abcdef-ghijkm-npqrst-uvwxyz", "x" * 300, "%00"])
def test_another_key_opens_nothing(team, author, key):
    sent(author)
    answer = author.post("/anonymous/answers", {"key": key, "text": "Let me in."})
    assert answer.status_code == 422
    assert AnonymousWords.objects.count() == 1


def test_one_writes_to_hr_and_to_leaders_alone(team, system):
    assert to_write_without_name(team.as_of("vera")) == [(team.hans, True), (team.mia, False), (team.olga, False)]
    assert {person.pk for person in hearers()} == {team.hans.pk, team.mia.pk, team.olga.pk}
    for to in (team.carl, team.ada):
        with pytest.raises(Invalid, match="HR or to a leader"):
            write_without_name(team.as_of("vera"), to=to, text=WORDS)


def test_a_flood_ends_and_counts_no_author(team):
    for _ in range(MOST_A_DAY):
        write_without_name(team.as_of("vera"), to=team.hans, text=WORDS)
    for name in ("vera", "carl"):
        with pytest.raises(Invalid, match="very many"):
            write_without_name(team.as_of(name), to=team.hans, text=WORDS)


@pytest.mark.django_db(transaction=True)
def test_the_database_forgets_in_which_order_rows_were_written(team):
    """What PostgreSQL itself keeps of a row (the number of its transaction) is alike for all of the last days."""
    for name in ("vera", "carl"):
        write_without_name(team.as_of(name), to=team.hans, text=WORDS)
    assert len(_transactions()) == 2
    change_person(Actor.system(), person=team.carl, title="Clerk")
    FORGET_HOURS.function(None)
    assert len(_transactions()) == 1


def _transactions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM feedback_anonymouswords")
        return cursor.fetchall()
