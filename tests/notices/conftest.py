import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.org.services import add_person, change_person


@pytest.fixture
def rev(supplied_world, november, office):
    """Carl owns it and approves its values; Sam supplies them."""
    sam = User.objects.create(email="sam@hoshin.test", name="Sam Supplier", role="member")
    person = change_person(office, person=add_person(office, employee_id="S1", name="Sam Supplier"), user=sam)
    return change_measure(office, measure=Measure.objects.get(code="REV"), supplier=person, needs_approval=True)


@pytest.fixture
def owner(rev):
    return Actor.of(User.objects.get(email="carl@hoshin.test"), "web")


@pytest.fixture
def sam(rev):
    return Actor.of(User.objects.get(email="sam@hoshin.test"), "web")
