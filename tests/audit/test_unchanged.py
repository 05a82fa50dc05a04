"""What is kept of the database is what stands there at the moment, whoever changed it."""

import threading
from contextlib import contextmanager
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection, transaction

from hoshin.audit import moving, unchanged
from hoshin.audit.models import Touch
from hoshin.base import clock
from hoshin.org.models import Organisation, Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept():
    yield
    unchanged._kept.clear()


@pytest.fixture
def units():
    """`units()`: the codes of all units, by way of what is kept; and how often they were looked for."""
    asked = []

    def find():
        asked.append(1)
        return tuple(Unit.objects.order_by("code").values_list("code", flat=True))

    return lambda: (unchanged.while_unchanged("units", find), len(asked))


@contextmanager
def another():
    """A connection of another process."""
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("dbname", "host", "port", "user", "password") if name in parameters}
    with psycopg.connect(**known) as other:
        yield other


def add_south(other):
    other.execute("INSERT INTO org_unit (code, name, version, created_at) VALUES ('S', 'South', 1, now())")


def test_nothing_is_looked_for_again_while_nothing_of_it_changes_and_everything_once_it_does(units):
    assert [units() for _ in range(3)] == [((), 1)] * 3
    Unit.objects.create(code="N", name="North")
    assert [units() for _ in range(2)] == [(("N",), 2)] * 2
    Organisation.objects.create(name="Other rows")
    assert units() == (("N",), 2)
    with clock.fixed(clock.now() + timedelta(days=1)):
        assert units() == (("N",), 3)


def test_what_another_process_commits_is_seen_from_its_commit_on(units):
    with another() as other:
        add_south(other)
        assert [units()[0] for _ in range(2)] == [()] * 2
        other.commit()
        assert units()[0] == ("S",)


def test_who_began_before_others_and_ends_after_them_is_seen_as_well(units):
    with another() as other, another() as later:
        add_south(other)
        later.execute("UPDATE org_unit SET name = name WHERE false")
        later.commit()
        assert units() == ((), 1)
        later.execute("INSERT INTO org_unit (code, name, version, created_at) VALUES ('T', 'Top', 1, now())")
        later.commit()
        assert [units() for _ in range(2)] == [(("T",), 2)] * 2
        other.commit()
        assert units() == (("S", "T"), 3)


def test_a_savepoint_that_is_left_is_seen_with_its_transaction(units):
    assert units() == ((), 1)
    with transaction.atomic(), transaction.atomic():
        Unit.objects.create(code="N", name="North")
    assert units() == (("N",), 2)


def test_within_a_transaction_one_sees_what_one_wrote(units):
    assert units()[0] == ()
    with transaction.atomic():
        Unit.objects.create(code="N", name="North")
        assert units()[0] == ("N",)
        transaction.set_rollback(True)
    assert units()[0] == ()


def test_of_a_table_that_is_not_watched_any_change_counts():
    asked = []

    def names():
        asked.append(1)
        return tuple(Organisation.objects.values_list("name", flat=True))

    for name in ("One", "Two"):
        assert unchanged.while_unchanged("names", names) == unchanged.while_unchanged("names", names)
        Organisation.objects.update_or_create(pk=1, defaults={"name": name})
    Unit.objects.create(code="N", name="North")
    assert unchanged.while_unchanged("names", names) == ("Two",)
    assert len(asked) == 3


def test_other_parts_of_a_table_and_other_days_do_not_count():
    asked = []
    within = unchanged.Within("org_unit", 7, date(2026, 1, 1), date(2026, 10, 1))

    def find():
        asked.append(1)
        return Unit.objects.count()

    def noted(part, day):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            Touch.objects.create(xact=cursor.fetchone()[0], table="org_unit", part=part, day=day)
        unchanged.while_unchanged("count", find, within)
        return len(asked)

    told = [(8, date(2026, 5, 1)), (7, date(2025, 12, 1)), (7, date(2026, 10, 2)), (7, date(2026, 10, 1)), (None, None)]
    assert [noted(None, None), *(noted(*one) for one in told)] == [1, 1, 1, 1, 2, 3]


def test_when_notes_are_forgotten_everything_is_looked_for_again(units):
    Unit.objects.create(code="N", name="North")
    assert units() == (("N",), 1)
    moving.FORGET.function(None)
    assert list(Touch.objects.values_list("table", flat=True)) == [moving.ANYTHING]
    assert [units() for _ in range(2)] == [(("N",), 2)] * 2


def test_of_many_who_want_the_same_one_finds_it():
    found, asked = [], []
    started = threading.Barrier(4)

    def find():
        asked.append(1)
        return Unit.objects.count()

    def ask():
        started.wait()
        found.append(unchanged.while_unchanged("slow", lambda: [find(), slow.wait(0.2)][0]))
        connection.close()

    slow = threading.Event()
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, len(asked)) == ([0] * 4, 1)
    assert unchanged._turns == {}


def test_who_waits_for_another_gets_nothing_that_is_older_than_their_own_question(units):
    """The one who finds is slow; whoever saved meanwhile and asks then sees what they saved."""
    looked, may_end = threading.Event(), threading.Event()

    def slowly():
        found = tuple(Unit.objects.values_list("code", flat=True))
        looked.set()
        may_end.wait(5)
        return found

    def first():
        unchanged.while_unchanged("units", slowly)
        connection.close()

    slow = threading.Thread(target=first)
    slow.start()
    looked.wait(5)
    Unit.objects.create(code="N", name="North")
    threading.Timer(0.1, may_end.set).start()
    assert units() == (("N",), 1)
    slow.join()


def test_no_more_is_kept_than_there_is_room_for():
    for number in range(unchanged.MOST + 5):
        assert unchanged.while_unchanged(number, lambda number=number: number * 2) == number * 2
    assert len(unchanged._kept) == unchanged.MOST


@pytest.fixture
def at(monkeypatch):
    """`at(seconds)`: sets the clock that counts seconds."""
    now = [0.0]
    monkeypatch.setattr(unchanged, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, seconds)


def behind(units):
    with unchanged.a_moment_behind():
        return len(units()[0])


def test_while_changes_pour_in_readers_may_be_a_second_behind_and_nobody_else_is(units, at):
    with another() as other:
        add_south(other)
    seen = []
    for n in range(12):
        at(n / 10)
        Unit.objects.create(code=f"N{n}", name="North")
        seen.append(behind(units))
    assert seen == [2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5]
    assert len(units()[0]) == 13, "who has not said so reads what holds"
    at(2.2)
    Unit.objects.create(code="LAST", name="Last")
    assert behind(units) == 14, "a second is over"
    at(9)
    Unit.objects.create(code="LATER", name="Later")
    assert behind(units) == 15, "nothing pours any more"


def test_what_is_found_from_something_kept_is_found_from_what_holds(units, at):
    for n in range(6):
        Unit.objects.create(code=f"N{n}", name="North")
        behind(units)
    assert behind(units) < 6
    with unchanged.a_moment_behind():
        assert unchanged.while_unchanged("outer", lambda: len(units()[0])) == 6
