"""Conditions of sight are built once and kept, and mean the same however often and wherever they are used."""

from datetime import date, timedelta

import pytest
from tests.feedback.conftest import team

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import SkillAssessment
from hoshin.org.models import Person
from hoshin.org.relations import is_hr_of_unit, is_manager, is_self
from hoshin.org.services import change_person, grant_relation

pytestmark = pytest.mark.django_db
__all__ = ["team"]


def seen(condition):
    return set(Person.objects.filter(condition).values_list("employee_id", flat=True))


def test_a_condition_is_kept_for_a_user_a_path_and_a_day(team):
    mia, carl = team.as_of("mia"), team.as_of("carl")
    kept = is_manager(mia, "")
    before = str(Person.objects.filter(kept).query)
    assert is_manager(team.as_of("mia"), "") is kept
    assert is_manager(mia, "person") is not kept
    assert is_manager(mia, "", date(2026, 1, 1)) is not kept
    assert is_manager(carl, "") is not kept
    # What is made of it does not change it.
    either = kept | is_self(mia, "")
    assert seen(either) == seen(kept) | {"MIA"}
    assert not seen(kept & ~kept)
    assert Person.objects.exclude(kept).filter(~either).exists()
    assert not SkillAssessment.objects.filter(is_manager(mia, "person")).exists()
    assert str(Person.objects.filter(kept).query) == before
    # What stands in the tables is asked anew each time.
    assert "CARL" in seen(kept)
    change_person(team.as_of("olga"), person=team.carl, manager=None)
    assert "CARL" not in seen(is_manager(mia, ""))


def test_what_is_granted_for_days_ends_with_them(team):
    ada = team.as_of("ada")
    until = clock.today() + timedelta(days=2)
    assert seen(is_hr_of_unit(ada, "")) == set()
    person = Person.objects.get(user=team.users["ada"])
    grant_relation(
        Actor.system(), person=person, relation="hr_of_unit", to=team.mia.unit, reason="While Hans is away",
        valid_from=clock.today(), valid_to=until,
    )  # fmt: skip
    assert "MIA" in seen(is_hr_of_unit(ada, ""))
    with clock.fixed(clock.now() + timedelta(days=2)):
        assert seen(is_hr_of_unit(ada, "")) == set()
    assert "MIA" in seen(is_hr_of_unit(ada, ""))
