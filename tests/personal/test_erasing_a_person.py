"""Mia, who took part in everything, has left and is erased: nothing says her name, and nobody else lost anything."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from tests.personal.a_life import ADDRESS, NAME, OPENLY, SENTINEL, left, lived
from tests.worlds import NOON

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change, Entry
from hoshin.audit.selectors import trail
from hoshin.audit.undo import undo
from hoshin.base import clock
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.personal_data import ERASED, personal_data
from hoshin.decisions.evidence import is_untouched
from hoshin.decisions.models import DecisionEvidence
from hoshin.demo.logins import MANAGER
from hoshin.feedback.models import Feedback
from hoshin.growth.models import CriticalRole
from hoshin.meetings.models import PrivateNote
from hoshin.org.models import Person
from hoshin.personal.models import Erasure
from hoshin.personal.services import ask_to_erase, erase_at_once, erasure_lines
from hoshin.personal.subjects import subject_of
from hoshin.reviews.models import FormAnswers, ReviewResult
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors.soundness import data_findings

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
# Written by an erasure, by sessions and by the machinery of the database itself.
OF_ITS_OWN = {"personal_erasure", "audit_change", "audit_entry", "audit_touch", "django_session"}


@pytest.fixture
def cast(owing_world, november):
    admin = Actor.of(User.objects.get(email="ada@hoshin.test"), "web")
    people = lived(admin)
    people.mia = left(admin, people.mia, people.hans)
    people.admin = admin
    return people


def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def rows_saying(*words):
    """Every row of every table that has one of these words in any column, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            conditions = " OR ".join("t::text ILIKE %s" for _ in words)
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE {conditions}', [f"%{word}%" for word in words])
            if lines := [row[0][:300] for row in cursor.fetchall()]:
                found[table] = lines
    return found


def everything():
    """Every row of every table as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(tables()) - OF_ITS_OWN:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def pks_of(rows):
    return rows.order_by().values_list("pk", flat=True)


def erased(cast):
    return erase_at_once(cast.admin, subject=subject_of(cast.admin, "MIA"))


def test_nothing_says_her_name_her_address_or_her_private_words(cast):
    before = rows_saying(NAME, ADDRESS, SENTINEL)
    assert {
        "audit_entry",
        "audit_change",
        "meetings_privatenote",
        "reviews_reviewresult",
        "notices_notice",
    } <= before.keys()
    row = erased(cast)
    assert rows_saying(NAME, ADDRESS, SENTINEL) == {}
    person = Person.objects.get(pk=cast.mia.pk)
    called = f"Erased person {row.pk}"
    assert (person.name, person.employee_id, person.email, person.user) == (called, f"ERASED-{row.pk}", "", None)
    assert not User.objects.filter(email=ADDRESS).exists()
    assert rows_saying(OPENLY).keys() >= {"commentary_commentary", "discussion_comment", "feedback_recognition"}
    assert row.counts["refused"] == 0
    assert row.counts["removed"] > 20
    assert row.counts["blanked"] > 20


def test_nobody_else_lost_anything(cast):
    """Each row that changed named her, was hers, or held what she wrote; and every score is the same to the bit."""
    before = everything()
    scores, sound = list(Score.objects.order_by("pk").values_list()), data_findings(cast.admin)
    named = [NAME.lower(), ADDRESS, SENTINEL, "erased"]
    subject = subject_of(cast.admin, "MIA")
    hers = {(entry.model._meta.db_table, str(pk)) for entry in personal_data() for pk in pks_of(subject.rows(entry))}
    row = erased(cast)
    after = everything()
    for table, rows in before.items():
        gone, come = set(rows) - set(after[table]), set(after[table]) - set(rows)
        for text in gone | come:
            is_hers = (table, text.strip("(").split(",")[0]) in hers
            assert is_hers or any(word in text.lower() for word in named), (table, text)
    assert list(Score.objects.order_by("pk").values_list()) == scores
    assert data_findings(cast.admin) == sound, "`hoshin check` finds nothing that was not there before"
    assert row.done_at is not None


def test_what_others_need_stays(cast):
    ratings = list(ReviewResult.objects.order_by("pk").values_list("pk", "raw", "score", "sources"))
    feedback = Feedback.objects.filter(giver=cast.mia).count()
    answers = FormAnswers.objects.get(form__about=cast.carl, form__by=cast.mia)
    notes = PrivateNote.objects.exclude(person=cast.mia).count()
    erased(cast)
    assert list(ReviewResult.objects.order_by("pk").values_list("pk", "raw", "score", "sources")) == ratings
    assert {one.text for one in Feedback.objects.filter(giver=cast.mia)} == {ERASED}
    assert Feedback.objects.filter(giver=cast.mia).count() == feedback
    assert not Feedback.objects.filter(receiver=cast.mia).exists()
    answers.refresh_from_db()
    assert answers.answers == {"q1": {"text": ERASED}, "q2": {"rating": 4}}
    assert ReviewResult.objects.get(cycle__name="Over", person=cast.carl).voices == {"q1": [ERASED, "Vera saw it too."]}
    assert CriticalRole.objects.get(name="Keeper of the harbour").note == ERASED
    assert PrivateNote.objects.exclude(person=cast.mia).count() == notes
    assert not PrivateNote.objects.filter(person=cast.mia).exists()


def test_what_was_computed_of_a_review_holds_but_for_words_that_go_with_somebody(cast):
    """Without an erasure neither voices nor scores change; with one voices alone."""
    results = ReviewResult.objects.filter(cycle__name="Over", person=cast.carl)
    for said in ({"voices": {"q1": ["Otherwise"]}}, {"raw": 1.0}, {"sources": []}):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            results.update(**said)
    erased(cast)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        results.update(raw=1.0)
    assert results.get().raw == 3.25


def test_evidence_is_known_by_its_text_as_it_is_now(cast):
    others = {row.pk: row.digest for row in DecisionEvidence.objects.exclude(content__contains=NAME)}
    row = erased(cast)
    changed = DecisionEvidence.objects.exclude(pk__in=others)
    assert [json.loads(one.content)["said"] for one in changed] == [f"Erased person {row.pk}"]
    assert all(is_untouched(one) for one in changed)
    assert {one.pk: one.digest for one in DecisionEvidence.objects.filter(pk__in=others)} == others


def test_the_trail_keeps_that_something_was_changed_and_the_erasure(cast):
    noted = Entry.objects.filter(table="meetings_privatenote").count()
    changes = Change.objects.count()
    row = erased(cast)
    entries = Entry.objects.filter(table="meetings_privatenote")
    assert entries.count() > noted, "that the notes went is in it"
    assert Change.objects.count() == changes + 1
    latest = trail(cast.admin).changes[0].change
    assert (latest.verb, latest.text, latest.actor_name) == ("erase_person", f"Erased person {row.pk}", "Ada Admin")
    with pytest.raises(Invalid, match="cannot be undone"):
        undo(cast.admin, change=latest)


def test_a_colleague_of_the_same_name_keeps_theirs(cast):
    Person.objects.filter(pk=cast.carl.pk).update(name=NAME)
    erased(cast)
    assert Person.objects.get(pk=cast.carl.pk).name == NAME
    assert rows_saying(ADDRESS, SENTINEL) == {}


def test_who_works_here_or_has_something_is_not_erased(cast, office):
    carl = subject_of(cast.admin, "CARL")
    with pytest.raises(Conflict, match="has not left"):
        erase_at_once(cast.admin, subject=carl)
    Person.objects.filter(pk=cast.carl.pk).update(end_date="2026-11-01", manager=None)
    with pytest.raises(Conflict, match="still has"):
        erase_at_once(cast.admin, subject=subject_of(cast.admin, "CARL"))
    with pytest.raises(Denied):
        subject_of(office, "MIA")
    with pytest.raises(Denied):
        erase_at_once(office, subject=carl)
    row = erased(cast)
    with pytest.raises(Conflict, match="erased already"):
        erase_at_once(cast.admin, subject=subject_of(cast.admin, f"ERASED-{row.pk}"))


def test_a_worker_does_it_once_the_name_is_typed(cast, run_jobs):
    subject = subject_of(cast.admin, "MIA")
    lines = erasure_lines(cast.admin, subject=subject)
    assert {line.at_erasure for line in lines} == {"removed", "blanked", "kept"}
    assert all(line.why for line in lines if line.at_erasure == "kept")
    assert next(line.count for line in lines if line.label == "Notes for themself") == 1
    with pytest.raises(Invalid, match="not their name"):
        ask_to_erase(cast.admin, subject=subject, typed="Mia")
    row = ask_to_erase(cast.admin, subject=subject, typed="mia  muster")
    assert rows_saying(SENTINEL) != {}
    assert "personal.erase: succeeded" in run_jobs()
    row.refresh_from_db()
    assert row.done_at is not None
    assert rows_saying(NAME, ADDRESS, SENTINEL) == {}
    assert Erasure.objects.count() == 1


@pytest.mark.slow
def test_the_manager_of_the_demonstration_is_erased(small_demonstration_world):
    with clock.fixed(NOON):
        shell = Actor.system()
        mona = Person.objects.select_related("user", "manager").get(user__email=MANAGER)
        name, address = mona.name, mona.email or mona.user.email
        scores = list(Score.objects.order_by("pk").values_list())
        left(shell, mona, mona.manager)
        sound = data_findings(shell)
        row = erase_at_once(shell, subject=subject_of(shell, mona.employee_id))
        assert rows_saying(name, address) == {}
        assert row.counts["removed"] > 20
        assert list(Score.objects.order_by("pk").values_list()) == scores
        assert data_findings(shell) == sound
