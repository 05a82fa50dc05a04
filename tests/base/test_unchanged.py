"""What is kept of the database is what stands there at the moment, whoever changed it."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from hoshin.base import clock, unchanged
from hoshin.org.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def units():
    """`units()`: the codes of all units, by way of what is kept; and how often they were looked for."""
    asked = []

    def find():
        asked.append(1)
        return tuple(Unit.objects.order_by("code").values_list("code", flat=True))

    def codes():
        return unchanged.while_unchanged("units", find), len(asked)

    yield codes
    unchanged._found.clear()


def test_nothing_is_looked_for_again_while_nothing_changes_and_everything_once_it_does(units):
    assert [units() for _ in range(3)] == [((), 1)] * 3
    Unit.objects.create(code="N", name="North")
    assert [units() for _ in range(2)] == [(("N",), 2)] * 2
    with clock.fixed(clock.now() + timedelta(days=1)):
        assert units() == (("N",), 3)


def test_what_another_process_commits_is_seen_from_its_commit_on(units):
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("dbname", "host", "port", "user", "password") if name in parameters}
    with psycopg.connect(**known) as other:
        other.execute("INSERT INTO org_unit (code, name, version, created_at) VALUES ('S', 'South', 1, now())")
        assert [units()[0] for _ in range(2)] == [()] * 2
        other.commit()
        assert units()[0] == ("S",)


def test_within_a_transaction_one_sees_what_one_wrote(units):
    assert units()[0] == ()
    with transaction.atomic():
        Unit.objects.create(code="N", name="North")
        assert units()[0] == ("N",)
        transaction.set_rollback(True)
    assert units()[0] == ()


def test_no_more_is_kept_than_there_is_room_for():
    for number in range(unchanged.MOST + 5):
        assert unchanged.while_unchanged(number, lambda number=number: number * 2) == number * 2
    assert len(unchanged._found) <= unchanged.MOST
    unchanged._found.clear()
