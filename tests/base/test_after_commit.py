"""What waits for the commit: there exactly if the change is, and never lost in between."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.accounts.letters import NEW_PASSWORD
from hoshin.audit.models import Change
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.events import after_commit
from hoshin.org.services import add_unit

pytestmark = pytest.mark.django_db


def asked_for() -> int:
    return ProcrastinateJob.objects.filter(task_name=NEW_PASSWORD.name).count()


def test_a_job_stands_in_the_transaction_of_the_change(office, olga):
    with act(office, "ask"):
        add_unit(office, code="N", name="North")
        after_commit(NEW_PASSWORD, user=olga.pk, page="")
    assert (asked_for(), Change.objects.count()) == (1, 1)


def test_a_change_that_fails_asks_for_nothing(office, olga):
    def fail() -> None:
        with act(office, "ask"):
            after_commit(NEW_PASSWORD, user=olga.pk, page="")
            add_unit(office, code="", name="")

    with pytest.raises(Invalid):
        fail()
    assert (asked_for(), Change.objects.count()) == (0, 0)


def test_nothing_is_asked_for_outside_of_a_change(olga):
    with pytest.raises(RuntimeError, match="outside of a service"):
        after_commit(NEW_PASSWORD, user=olga.pk, page="")
    assert asked_for() == 0
