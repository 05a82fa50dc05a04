"""A series on the plan of the world `supplied`: Carl leads it, it names Nina, and its first meeting is planned."""

from datetime import UTC, datetime

import pytest

from hoshin.accounts.access import Actor
from hoshin.org.models import Person
from hoshin.org.services import add_person, change_person
from hoshin.strategy.models import Plan
from hoshin.strategy_reviews.selectors import review_by_code
from hoshin.strategy_reviews.services import begin_series, plan_review

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def carls(carl):
    return Actor.of(carl, "web")


@pytest.fixture
def ninas(supplied_world, office, nina):
    return joined(office, nina)


def joined(office, nina):
    """Nina as a person of the organisation, and as whom she acts."""
    person = add_person(office, employee_id="P2", name="Nina North")
    change_person(office, person=person, user=nina)
    return Actor.of(nina, "web")


@pytest.fixture
def review(supplied_world, november, office, carls, ninas):
    return planned(office)


def planned(office):
    """The first review of a series that Carl leads and Nina belongs to."""
    chair, member = (Person.objects.get(employee_id=one) for one in ("P1", "P2"))
    series = begin_series(
        office, name="Quarterly review", plan=Plan.objects.get(code="E"), chair=chair, members=[member]
    )
    return review_by_code(office, plan_review(office, series=series, starts_at=START).code)
