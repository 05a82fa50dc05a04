"""How managers' feedback about groups is worded: compared once a month, of large groups alone, for HR, as numbers."""

from datetime import timedelta

import pytest
from django.test import Client

from hoshin.base import clock
from hoshin.engine.quality.wording import LEAST_AUTHORS
from hoshin.feedback.models import Feedback
from hoshin.leading.models import WordingRelease
from hoshin.leading.services import release_wording
from hoshin.leading.sums import seen_by_hr
from hoshin.org.models import Person, ReportingLine

TRAIT = "You are abrasive in the hall with everybody who comes from the regional offices."
DONE = "On Monday you let 12 people of the regional offices finish before you began."


@pytest.fixture
def texts(team, system):
    """Twenty managers: each says something to two people of level A, who are abrasive, and to three of level B.

    Reporting lines of before today are what they were for.
    """
    then, made = clock.now() - timedelta(days=60), []
    for number in range(LEAST_AUTHORS):
        manager = Person.objects.create(employee_id=f"M{number}", name=f"Manager {number}")
        for at in range(6):
            level, text = ("A", TRAIT) if at < 3 else ("B", DONE)
            person = Person.objects.create(
                employee_id=f"M{number}-{at}", name="Somebody", level=level, job_family="Care", manager=manager
            )
            line = [manager.pk, person.pk]
            ReportingLine.objects.update_or_create(
                person=person, valid_to=None, defaults={"line": line, "valid_from": then.date() - timedelta(days=9)}
            )
            made.append(Feedback(giver=manager, receiver=person, text=text, given_at=then))
    Feedback.objects.bulk_create(made)


def test_groups_differ_where_they_are_large_and_only_numbers_stay(team, texts, system):
    release = release_wording(system)
    assert release.compared == ["level"]
    told = {(one["group"], one["cue"]): (one["rate"], one["others"]) for one in release.differences}
    assert told == {("A", "trait"): (7.1, 0.0), ("A", "outcome"): (0.0, 14.3)}
    Feedback.objects.all().delete()
    assert release_wording(system) == release, "of a month there is one"


def test_texts_of_colleagues_of_this_month_and_of_few_managers_take_no_part(team, texts, system):
    Feedback.objects.filter(giver__employee_id="M0").update(given_at=clock.now())
    assert release_wording(system).compared == []
    WordingRelease.objects.all().delete()
    Feedback.objects.update(given_at=clock.now() - timedelta(days=60))
    Feedback.objects.filter(giver__employee_id="M0").update(giver=team.vera)
    assert release_wording(system).compared == []


def test_hr_alone_reads_it(team, texts, system):
    release = release_wording(system)
    for name, may in (("hans", True), ("mia", False), ("ada", False), ("olga", False)):
        assert (release in (seen_by_hr(team.as_of(name)) or ())) == may
        client = Client()
        client.force_login(team.users[name], backend="hoshin.notices.signed_in.WithUnread")
        assert ("About people of level A" in client.get("/leading").content.decode()) == may
