"""The cast: who is there in every story, and the organisation in which they work."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key
from tests.sql_once import ONCE
from tests.sql_rooms import SQL_ROOMS

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# In CI the same examples every time: what is new there comes from the change alone. Most examples hold many rows each.
settings.register_profile("usual", max_examples=100, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("fast", max_examples=5, deadline=None)
# After a change of the engine: `pytest --hypothesis-profile=thorough tests/engine`.
settings.register_profile("thorough", max_examples=1_000, deadline=None)
settings.load_profile("usual")


copies = pytest.StashKey["Copies"]()


def pytest_collection_modifyitems(items):
    """Mark what touches SQL that may differ from one PostgreSQL to another, and what reads the whole of the code."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here / "project"):
            # With --dist loadgroup one process parses it, not each of them.
            item.add_marker(pytest.mark.xdist_group("house"))
        if item.path.is_relative_to(here) and _has_sql(item, item.path.relative_to(here)):
            item.add_marker(pytest.mark.sql)


def _has_sql(item, path) -> bool:
    """Whether it lies where SQL of our own is tested, and runs some that no other test does."""
    is_there = path.parts[0] in SQL_ROOMS and path.as_posix() not in ONCE
    return is_there and _needs_database(item) and not _is_drawn_again(item)


def _is_drawn_again(item) -> bool:
    """Whether a test differs from another one by its chance alone: that draws other numbers, and the same SQL."""
    drawn = getattr(item, "callspec", None)
    return drawn is not None and (drawn.params.get("seed") or drawn.params.get("drawn_world", "drawn1") != "drawn1")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Have the database of the world in which a test plays: that of its fixture `<name>_world`, else an empty one."""
    if _needs_database(item):
        from tests.databases import EMPTY, Copies

        drawn = item.callspec.params if hasattr(item, "callspec") else {}
        named = [name for name in item.fixturenames if name.endswith("_world")]
        worlds = [drawn.get(name, name.removesuffix("_world")) for name in named] or [EMPTY]
        assert len(worlds) == 1, f"{item.nodeid} plays in one world"
        with item.config.stash[blocking_manager_key].unblock():
            if copies not in item.config.stash:
                item.config.stash[copies] = Copies()
            item.config.stash[copies].enter(worlds[0])


def pytest_runtest_teardown(item, nextitem):
    """A hundred thousand rows fill their tables after they were rolled back as well: others get new ones."""
    if item.get_closest_marker("slow") and _needs_database(item) and copies in item.config.stash:
        item.config.stash[copies].is_worn = True


def _needs_database(item) -> bool:
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in item.fixturenames


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Databases are there before the first test begins, and go with the last; those that committed renew theirs."""
    kept = request.config.stash[copies]
    TransactionTestCase._fixture_teardown = lambda _: kept.renew()
    yield
    with django_db_blocker.unblock():
        kept.close()


@pytest.fixture
def enterprise_world(db):
    """See `tests.worlds`, as for the others."""


@pytest.fixture
def enterprise(enterprise_world, november):
    """The plan of that world, looked at on its day; some rooms have another world under this name."""
    from hoshin.strategy.models import Plan

    return Plan.objects.get(code="E")


@pytest.fixture
def year_world(db):
    pass


@pytest.fixture
def charted_world(db):
    pass


@pytest.fixture
def northern_world(db):
    pass


@pytest.fixture
def agency_world(db):
    pass


@pytest.fixture
def house_world(db):
    pass


@pytest.fixture
def supplied_world(db):
    pass


@pytest.fixture
def team_world(db):
    pass


@pytest.fixture
def owing_world(db):
    pass


@pytest.fixture
def canada_world(db):
    pass


@pytest.fixture
def bank_world(db):
    pass


@pytest.fixture
def held_world(db):
    pass


@pytest.fixture
def generated_world(db):
    pass


@pytest.fixture
def demonstration_world(db):
    pass


@pytest.fixture
def small_demonstration_world(db):
    pass


@pytest.fixture(params=["drawn1", "drawn2", "drawn3"])
def drawn_world(db):
    """Each of those that were drawn by chance, one after another."""


@pytest.fixture
def run_jobs(db):
    """Do all jobs that wait, now and in this process; returns how each ended."""
    from tests.jobs import run_waiting

    return run_waiting


@pytest.fixture
def worker(transactional_db, an_empty_queue):
    """Within `with worker():` a worker does what is asked for as soon as that is committed."""
    from tests.jobs import living_worker

    return living_worker


@pytest.fixture(autouse=True)
def an_empty_queue(request, django_db_blocker):
    """What a test whose changes were committed left in the queue is gone before the next."""
    yield
    if "transactional_db" in request.fixturenames or _commits(request.node):
        from tests.jobs import empty_queue

        with django_db_blocker.unblock():
            empty_queue()


def _commits(node) -> bool:
    marker = node.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


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
    return _user("carl@hoshin.test", "Carl Contributor", "member")


@pytest.fixture
def nina(db):
    """Nina meets others; in the house she is Maya of the agency."""
    return _user("nina@hoshin.test", "Nina North", "member")


@pytest.fixture
def vera(db):
    """Vera views."""
    return _user("vera@hoshin.test", "Vera Viewer", "member")


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

    # In some worlds they are there already.
    user = User.objects.filter(email=email).first() or User(email=email, name=name, role=role)
    user.set_password("correct horse battery")
    user.save()
    return user
