"""Whoever has the whole database, its logs, and two copies of it, tries to tell whose an answer is, and cannot."""

import json
import logging
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.pulse.conftest import launched, unit_of

from hoshin.base.errors import Invalid, Unavailable
from hoshin.notices.models import Notice
from hoshin.pulse import ballots
from hoshin.pulse.library import QuestionKind, SurveyQuestion, Texts
from hoshin.pulse.models import Invitation, Urn, Wave
from hoshin.pulse.services import add_questionnaire, cast_ballot, close_wave, remind_of_wave, set_question

ANSWER = {"engagement_1": 2, "engagement_2": 5, "enps_1": 7, "manager_1": 1}
OWN = (
    SurveyQuestion("", "", Texts(en="Which desk?"), QuestionKind.CHOICE, options=(Texts(en="Own"), Texts(en="Shared"))),
    SurveyQuestion("", "", Texts(en="It is quiet."), topic="Quiet"),
    SurveyQuestion("", "", Texts(en="What else?"), QuestionKind.TEXT),
)
COMMENT = "Overtime has no end and people stopped saying so."


def copy_of_database():
    """Every row of every table as text, sequences as well, with what PostgreSQL keeps of each row by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = sorted(name for (name,) in cursor.fetchall())
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = sorted(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        found["sequences"] = sorted(map(str, cursor.fetchall()))
    assert {"audit_change", "audit_entry", "django_session", "notices_notice", "procrastinate_jobs"} <= found.keys()
    return found


def changed(before, after):
    """By table the rows of the second copy that the first lacks, and the other way round."""
    return {
        table: (sorted(set(after[table]) - set(before[table])), sorted(set(before[table]) - set(after[table])))
        for table in after
        if after[table] != before[table]
    }


@contextmanager
def seen(caplog):
    """What two copies differ by, with all that was logged in between."""
    found = {}
    before = copy_of_database()
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        yield found
    found |= {"rows": changed(before, copy_of_database()), "log": caplog.text}


def answered(wave, name, staff, client=None, **answers):
    cast_ballot(staff.as_of(name), wave=wave, answers=answers or ANSWER, comment=COMMENT)


def test_an_answer_changes_one_urn_and_nothing_else_in_the_database(staff, caplog):
    wave = launched(staff, comments_to="heads")
    answered(wave, "N3", staff)
    with seen(caplog) as found:
        answered(wave, "N4", staff, engagement_1=4)
    assert found["rows"].keys() == {"pulse_urn"}
    (after,), (before,) = found["rows"]["pulse_urn"]
    urn = Urn.objects.get(kept_with=unit_of(wave, "N"))
    assert after.startswith(f"({urn.pk},{urn.place},")
    assert before.startswith(f"({urn.pk},{urn.place},")
    for trace in ("N4", str(staff.users["N4"].pk) + "@", "Office"):
        assert trace not in found["log"]
    assert COMMENT not in found["log"]
    assert "pulse_urn SET" not in found["log"]


def test_choices_and_words_of_ones_own_survey_change_that_urn_alone_and_stand_apart(staff, caplog):
    """Every table is looked at, those of own surveys, of what was chosen, and of plans among them."""
    row = add_questionnaire(staff.office, name="Desks")
    for question in OWN:
        row = set_question(staff.office, questionnaire=row, version=None, question=question)
    desk, quiet, words = (kept["code"] for kept in row.questions)
    wave = launched(staff, survey=row.code, comments_to="heads")
    answered(wave, "N3", staff, **{desk: 0, quiet: 2})
    with seen(caplog) as found:
        cast_ballot(staff.as_of("N4"), wave=wave, answers={desk: 1, quiet: 5, words: COMMENT})
    assert found["rows"].keys() == {"pulse_urn"}
    assert COMMENT not in found["log"]
    assert desk not in found["log"]
    urn = Urn.objects.get(kept_with=unit_of(wave, "N"))
    assert urn.answers == [[2], [5]]
    assert urn.tallies == {desk: {"n": 2, "0": 1, "1": 1}}
    assert sorted(kept[:2] for kept in urn.comments) == sorted([["comment", COMMENT], [words, COMMENT]])


def test_what_stands_in_an_urn_has_no_order_and_no_hour(staff):
    urns = []
    for order in (("N3", "N4", "N5"), ("N5", "N3", "N4")):
        wave = launched(staff, comments_to="heads")
        said = {"N3": 2, "N4": 5, "N5": 3}
        for name in order:
            cast_ballot(staff.as_of(name), wave=wave, answers={"engagement_1": said[name]}, comment=name[::-1])
        urn = Urn.objects.get(kept_with=unit_of(wave, "N"))
        urns.append((urn.answers, [kept[:2] for kept in urn.comments]))
        assert urn.marks == sorted(urn.marks)
    assert urns[0] == urns[1]
    assert [row[0] for row in urns[0][0]] == [2, 3, 5]
    columns = {field.column for field in Urn._meta.concrete_fields}
    assert columns == {"id", "wave_id", "kept_with_id", "place", "answers", "tallies", "comments", "marks"}


def test_nobody_with_the_database_and_the_key_of_its_backups_knows_whose_a_mark_is(staff, monkeypatch, tmp_path):
    """A backup holds the secret key, never the ballot key: every person is tried with what it holds."""
    wave = launched(staff)
    answered(wave, "N4", staff)
    (mark,) = Urn.objects.get(kept_with=unit_of(wave, "N")).marks
    person = staff.person("N4").pk
    assert ballots.mark_of(wave, person) == mark
    for stolen in (settings.SECRET_KEY.encode(), b"", wave.salt.encode(), wave.code.encode()):
        monkeypatch.setattr(ballots, "_ballot_key", lambda folder, stolen=stolen: stolen)
        tried = {ballots.mark_of(wave, one.person_id) for one in Invitation.objects.filter(wave=wave)}
        assert mark not in tried
    rows = json.dumps(copy_of_database())
    assert rows.count(mark) == 1


def test_two_copies_around_each_answer_never_tell_who_of_a_group_gave_it(staff, caplog):
    """Whoever copies before and after each answer learns what was answered in a group, never which of its people it was.

    Their best guess at a person, from all that the copies differ by, is that person's name or number in a row that is new.
    """
    wave = launched(staff)
    people = {name: staff.person(name).pk for name in ("N3", "N7", "S2", "W1")}
    for name, pk in people.items():
        with seen(caplog) as found:
            answered(wave, name, staff)
        (after,), (before,) = found["rows"]["pulse_urn"]
        added = set(after.replace('"', " ").split()) - set(before.replace('"', " ").split())
        assert found["rows"].keys() == {"pulse_urn"}
        assert not {str(pk), str(staff.users[name].pk), name} & added
        group = Invitation.objects.get(wave=wave, person=pk).kept_with
        assert Invitation.objects.filter(wave=wave, kept_with=group).count() >= wave.smallest


def test_people_of_a_unit_too_small_answer_with_those_of_others(staff):
    wave = launched(staff)
    kept = {code: unit_of(wave, code).kept_with.code for code in ("N", "S", "W")}
    assert kept == {"N": "N", "S": "ALL", "W": "ALL"}
    assert Invitation.objects.filter(wave=wave, kept_with__code="ALL").count() == 9


def test_reminders_spare_those_who_answered_only_where_that_tells_of_nobody(staff):
    wave = launched(staff, remind_on=None)
    for name in ("N2", "N3", "N4", "N5"):
        answered(wave, name, staff)
    remind_of_wave(staff.office, wave=wave)
    assert not Invitation.objects.filter(wave=wave, is_spared=True).exists()
    answered(wave, "N6", staff)
    remind_of_wave(staff.office, wave=wave)
    spared = Invitation.objects.filter(wave=wave, is_spared=True).values_list("person__employee_id", flat=True)
    assert set(spared) == {"N2", "N3", "N4", "N5", "N6"}
    for name in ("N7", "N8", "N9"):
        answered(wave, name, staff)
    remind_of_wave(staff.office, wave=wave)
    assert Invitation.objects.filter(wave=wave, is_spared=True).count() == 5


def test_a_closed_wave_knows_nobody_any_more_and_lays_small_groups_together(staff):
    wave = launched(staff)
    for name in ("N2", "N3", "N4", "N5", "N6", "S1", "W1"):
        answered(wave, name, staff, engagement_1=int(name[1]) % 5 + 1)
    salt = wave.salt
    close_wave(staff.office, wave=wave)
    wave.refresh_from_db()
    assert wave.salt == ""
    assert salt not in json.dumps(copy_of_database())
    assert {urn.kept_with.code: (len(urn.answers), urn.marks) for urn in Urn.objects.filter(wave=wave)} == {
        "ALL": (7, [])
    }


def test_nobody_answers_twice_and_a_lost_ballot_key_takes_no_answers(staff, monkeypatch):
    wave = launched(staff)
    answered(wave, "N2", staff)
    with pytest.raises(Invalid, match="answered already"):
        answered(wave, "N2", staff, engagement_1=1)
    monkeypatch.setattr(ballots, "_ballot_key", lambda folder: b"another")
    with pytest.raises(Unavailable, match="ballot key"):
        answered(wave, "N3", staff)
    assert len(Urn.objects.get(kept_with=unit_of(wave, "N")).answers) == 1


def test_the_ballot_key_is_made_once_for_its_owner_alone_and_lies_in_no_backup(tmp_path):
    key = ballots._ballot_key.__wrapped__(str(tmp_path))
    assert ballots._ballot_key.__wrapped__(str(tmp_path)) == key
    assert [path.name for path in tmp_path.iterdir()] == ["ballot-key"]
    assert (tmp_path / "ballot-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "weaker", [{"smallest": 3}, {"comments_to": "heads"}, {"smallest_comments": 5}, {"questions": []}]
)
def test_the_database_refuses_to_weaken_a_promise(staff, weaker):
    from django.db import IntegrityError, transaction

    wave = launched(staff)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**weaker)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Invitation.objects.filter(wave=wave).update(kept_with=unit_of(wave, "W"))


@pytest.mark.django_db(transaction=True)
def test_what_postgresql_keeps_by_itself_tells_of_a_group_alone(staff):
    """An urn is one row for many people, with one transaction number; no row is of one answer."""
    wave = launched(staff)
    for name in ("N2", "N3"):
        answered(wave, name, staff)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT xmin::text) FROM pulse_invitation")
        assert cursor.fetchone() == (21, 1)
        cursor.execute("SELECT count(*) FROM pulse_urn WHERE jsonb_array_length(answers) > 0")
        assert cursor.fetchone() == (1,)


def test_an_answer_locks_its_urn_and_no_row_that_is_of_all(staff):
    wave = launched(staff)
    with CaptureQueriesContext(connection) as asked:
        answered(wave, "N4", staff)
    (lock,) = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    assert lock.endswith('FOR UPDATE OF "pulse_urn"')
    assert "JOIN" not in lock


def test_the_page_is_no_trail_either(staff, caplog):
    client = Client()
    client.force_login(staff.users["N4"], backend="hoshin.notices.signed_in.WithUnread")
    wave = launched(staff)
    client.get(f"/surveys/{wave.code}/answer")
    with seen(caplog) as found:
        answer = client.post(f"/surveys/{wave.code}/answer", {"engagement_1": "4"})
    assert answer.status_code == 200
    assert found["rows"].keys() == {"pulse_urn"}
    assert "N4" not in found["log"]
    # Each page that is sent, whatever it holds, leaves the same word with the browser for five seconds.
    assert answer.cookies.keys() <= {"csrftoken", "wrote"}
    assert "wrote" not in answer.cookies or answer.cookies["wrote"].value == "1"
    assert "no-store" in answer["Cache-Control"]


def test_opening_the_invitation_from_mail_or_inbox_leaves_no_hour(staff, caplog):
    """A moment before an urn changes, one of its people would be known to have come; so nothing of that is kept."""
    wave = launched(staff)
    told = {row.user.name: row for row in Notice.objects.filter(kind="survey_invited").select_related("user")}
    client = Client()
    client.force_login(staff.users["N4"], backend="hoshin.notices.signed_in.WithUnread")
    with seen(caplog) as found:
        opened = client.get(f"/notices/{told['N4'].pk}")
        client.get(opened.headers["Location"])
        client.post(opened.headers["Location"], {"engagement_1": "4"})
        again = client.get(opened.headers["Location"]).content.decode()
    assert found["rows"].keys() == {"pulse_urn"}
    assert "You have answered." in again
    assert 'name="engagement_1"' not in again
    assert "They ask you" not in client.get("/surveys").content.decode()
    # By hand, it is read as if it had been when it came; and once the survey is over, for all.
    client.post("/notices/read", {"notice": [told["N4"].pk]})
    told["N4"].refresh_from_db()
    assert told["N4"].read_at == told["N4"].created_at
    close_wave(staff.office, wave=wave)
    assert not Notice.objects.filter(kind="survey_invited").exclude(read_at=F("created_at")).exists()
