"""The cast: who is there in every story, and the organisation in which they work."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import settings

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# In CI the same examples every time: what is new there comes from the change alone.
settings.register_profile("thorough", max_examples=300, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("fast", max_examples=20, deadline=None)
settings.load_profile("thorough")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A copy of the migrated template for each process of a run."""
    from tests import databases

    with django_db_blocker.unblock(), databases.copy():
        yield


@pytest.fixture
def ada(db):
    """Ada administers the installation."""
    return _user("ada@hoshin.test", "Ada Admin", "administrator")


@pytest.fixture
def olga(db):
    """Olga works in the strategy office."""
    return _user("olga@hoshin.test", "Olga Office", "office")


@pytest.fixture
def carl(db):
    """Carl contributes the figures that he owns."""
    return _user("carl@hoshin.test", "Carl Contributor", "contributor")


@pytest.fixture
def vera(db):
    """Vera views."""
    return _user("vera@hoshin.test", "Vera Viewer", "viewer")


@pytest.fixture
def office(olga):
    """Olga, acting through the web."""
    from hoshin.accounts.access import Actor

    return Actor.of(olga, "web")


@pytest.fixture
def system(db):
    """Whoever has the shell of the server."""
    from hoshin.accounts.access import Actor

    return Actor.system()


@pytest.fixture
def november():
    """Hold the clock at noon of 23 November 2026."""
    from hoshin.base import clock

    with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        yield


def _user(email: str, name: str, role: str):
    from hoshin.accounts.models import User

    user = User(email=email, name=name, role=role)
    user.set_password("correct horse battery")
    user.save()
    return user
