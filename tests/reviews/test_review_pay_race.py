"""Two who tell the very first criteria for pay at once."""

import threading

import pytest
from django.db import connections

from hoshin.base.errors import Conflict
from hoshin.reviews.models import PayCriteria
from hoshin.reviews.services import tell_pay_criteria

pytestmark = pytest.mark.sql


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_the_very_first_criteria_at_once_one_is_told_of_the_other(staff):
    outcomes, together = [], threading.Barrier(2)

    def tell(text):
        together.wait()
        try:
            tell_pay_criteria(staff.olga, text=text, seen=None)
            outcomes.append("told")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=tell, args=(text,)) for text in ("By level.", "By years.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["conflict", "told"]
    assert PayCriteria.objects.count() == 1
