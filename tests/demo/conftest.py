"""The demonstration, loaded once for the stories of a module that only look at it."""

from datetime import UTC, datetime

import pytest

from hoshin.base import clock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """An installation with the demonstration in it, undone after the module: what was heard while it was loaded."""
    from django.db import transaction

    from hoshin.accounts.access import Actor
    from hoshin.demo import load

    heard: list[str] = []
    with django_db_blocker.unblock(), clock.fixed(NOON):
        block = transaction.atomic()
        block.__enter__()
        try:
            load(Actor.system(), progress=lambda done, total, what: heard.append(what))
            yield heard
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def demo(demonstration, db):
    """The demonstration, at noon of 23 November 2026."""
    with clock.fixed(NOON):
        yield demonstration


@pytest.fixture
def own(demo):
    """The plan with the agency's own scorecard."""
    from hoshin.strategy.models import Plan

    return Plan.objects.get(code="H30-PLAN")
