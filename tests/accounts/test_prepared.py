"""Statements kept for all who are alike: the same rows as built anew for each, and never kept where that can't be known."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.worlds import NOON

from hoshin.accounts import prepared
from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.prepared import asked_rows
from hoshin.base import clock
from hoshin.notices import owing as notices_owing
from hoshin.notices.kinds import owed_kinds
from hoshin.notices.owing import owed_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(prepared, "_kept", type(prepared._kept)())


def test_everybody_owes_what_a_statement_of_their_own_says(owing_world, november):
    for user in User.objects.all():
        actor = Actor.of(user, "web")
        wanted = owed_kinds(actor)
        asked = [kind for kind in wanted if kind.rows is not None or kind.rests_on is not None]
        said = prepared._said(lambda one, kinds=asked: notices_owing._together(one, kinds), actor)
        with connection.cursor() as cursor:
            cursor.execute(*said)
            own = sorted((code, pk, count) for code, pk, count, _columns in cursor.fetchall())
        rows, counts = owed_rows(actor, wanted)
        assert sorted((code, row["pk"], counts[code]) for code in rows for row in rows[code]) == own
    assert len(prepared._kept) < User.objects.count()
    assert all(prepared._kept.values()), "a kind of what is owed is asked for by more than who asks and when"


def test_the_second_who_is_alike_pays_for_their_rows_alone(users):
    def ask(actor):
        return User.objects.filter(pk=actor.own_pk, created_at__lte=clock.now()).values_list("pk", "name")

    for number, user in enumerate(users):
        with CaptureQueriesContext(connection) as said:
            assert asked_rows(ask, user, "own") == [(user.own_pk, user.name)]
        assert len(said) == (1 if number else 2)


def test_instants_move_on_and_days_begin_anew(users):
    def ask(actor):
        long_ago = clock.now() - timedelta(minutes=5)
        return User.objects.filter(pk=actor.own_pk, created_at__lt=long_ago).values_list("pk")

    User.objects.update(created_at=NOON)
    with clock.fixed(NOON):
        assert asked_rows(ask, users[0], "old") == []
    with clock.fixed(NOON + timedelta(minutes=6)):
        assert asked_rows(ask, users[0], "old") == [(users[0].own_pk,)]
    assert len(prepared._kept) == 1
    with clock.fixed(NOON + timedelta(days=1)):
        assert asked_rows(ask, users[1], "old") == [(users[1].own_pk,)]
    assert len(prepared._kept) == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda actor: User.objects.filter(name=actor.name),
        lambda actor: User.objects.filter(pk=actor.own_pk, pk__lt=2 * actor.own_pk + 1),
        lambda actor: User.objects.filter(
            pk__in=list(User.objects.filter(pk=actor.own_pk).values_list("pk", flat=True))
        ),
        lambda actor: User.objects.filter(
            pk=actor.own_pk, created_at__gte=clock.now().replace(minute=0) - timedelta(days=1)
        ),
    ],
    ids=["name", "twice", "read", "hour"],
)
def test_what_differs_by_more_is_built_for_each(users, ask):
    for user in users:
        assert asked_rows(lambda actor: ask(actor).values_list("pk"), user, "more") == [(user.own_pk,)]
    assert list(prepared._kept.values()) == [None]


def test_a_connection_keeps_a_few_and_an_agent_has_its_own(users):
    for number in range(12):

        def ask(actor, least=number):
            return User.objects.filter(pk=actor.own_pk, pk__gt=-least).values_list("pk")

        assert asked_rows(ask, users[0], ("many", number)) == [(users[0].own_pk,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'hoshin%%'")
        assert cursor.fetchone()[0] <= 8
    assert asked_rows(lambda actor: User.objects.filter(pk__in=()).values_list("pk"), users[0], "none") == []
    system = replace(Actor.system(), role=users[0].role)
    assert asked_rows(lambda actor: User.objects.filter(pk=actor.own_pk).values_list("pk"), system, "nobody") == []


@pytest.fixture
def users(db):
    made = [User.objects.create(email=f"{name}@hoshin.test", name=name, role="member") for name in ("ann", "bo", "cy")]
    return [Actor.of(user, "web") for user in made]
