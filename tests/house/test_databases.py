"""Tests have data of their own, quickly made, and leave nothing behind."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, ProgrammingError, connection
from django.test import TransactionTestCase
from tests import databases
from tests.embedded.installation import connect
from tests.patience import PATIENCE

from hoshin import embedded
from hoshin.org.models import Unit

pytestmark = pytest.mark.sql

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def keeper(django_db_setup, django_db_blocker):
    """A connection to no database of ours, outside of any transaction."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        yield cursor


def names(cursor) -> dict[str, int]:
    cursor.execute("SELECT datname, oid FROM pg_database WHERE starts_with(datname, 'hoshin_')")
    return dict(cursor.fetchall())


@pytest.mark.slow
def test_pytest_never_meets_the_data_of_an_installation(tmp_path):
    (tmp_path / "test_where.py").write_text(
        "from django.conf import settings\ndef test_where(): print('at', settings.ENVIRONMENT.data_dir)\n"
    )
    places = {"HOSHIN_DATA_DIR": str(tmp_path / "named"), "XDG_DATA_HOME": str(tmp_path / "usual")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-qs", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", tmp_path],
        env=os.environ | places | {"DJANGO_SETTINGS_MODULE": "hoshin.config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"at {ROOT / '.cache' / 'test-data'}\n" in run.stdout, run.stdout + run.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"test_where.py", "__pycache__"}


@contextmanager
def copied(world: str = databases.EMPTY):
    """Another process's copy of a world."""
    before = connection.settings_dict["NAME"]
    copies = databases.Copies()
    copies.enter(world)
    try:
        yield connection.settings_dict["NAME"]
    finally:
        copies.close()
        databases.connect_to(before)


def test_the_template_is_made_once_and_that_of_other_migrations_dropped(keeper):
    before = {name for name in names(keeper) if name.startswith(databases.TEMPLATE)}
    keeper.execute(f"CREATE DATABASE {databases.TEMPLATE}0000")
    made = names(keeper)
    with copied():
        after = names(keeper)
    assert {after[name] for name in after if name.startswith(databases.TEMPLATE)} == {made[name] for name in before}


def test_copies_of_killed_runs_are_dropped_and_those_in_use_are_not(keeper):
    in_use = connection.settings_dict["NAME"]
    keeper.execute(f"CREATE DATABASE {databases.COPY}of_a_killed_run")
    with copied() as name:
        assert {name, in_use} <= set(names(keeper))
        assert f"{databases.COPY}of_a_killed_run" not in names(keeper)
    assert name not in names(keeper)
    assert connection.settings_dict["NAME"] == in_use


def test_a_world_is_built_once_and_each_process_has_its_own(keeper):
    with copied("agency") as first, copied("agency") as second:
        assert first != second
        assert Unit.objects.count() == 3
        Unit.objects.create(code="X", name="Elsewhere")
        made = {name for name in names(keeper) if name.startswith(f"{databases.WORLD}agency_")}
        assert len(made) == 1
    with copied("agency"):
        assert Unit.objects.count() == 3
        assert made < set(names(keeper))


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_after_it(keeper):
    Unit.objects.create(code="X", name="Elsewhere")
    TransactionTestCase._fixture_teardown(None)
    assert not Unit.objects.exists()
    assert ContentType.objects.exists(), "what the migrations made stays"


def test_what_a_test_commits_in_a_world_is_gone_after_it(keeper):
    with copied("agency"):
        kept = databases.Copies()
        kept.enter("agency")
        Unit.objects.create(code="X", name="Elsewhere")
        kept.renew()
        kept.enter("agency")
        assert Unit.objects.count() == 3
        kept.close()


def test_what_many_tests_rolled_back_goes_with_their_copy(monkeypatch, keeper):
    monkeypatch.setattr(databases, "MOST_TESTS", 2)
    own, used, copies = connection.settings_dict["NAME"], [], databases.Copies()
    for _ in range(3):
        copies.enter("agency")
        used.append(connection.settings_dict["NAME"])
    assert used[0] == used[1] != used[2]
    assert used[0] not in names(keeper)
    assert Unit.objects.count() == 3
    copies.close()
    databases.connect_to(own)


def test_a_database_is_dropped_under_its_sessions(keeper):
    with databases.named("hoshin_under_sessions") as name:
        given = connection.get_connection_params()
        other = psycopg.connect(**{key: given[key] for key in ("host", "port", "user", "dbname") if key in given})
    assert name not in names(keeper)
    with pytest.raises(psycopg.OperationalError):
        other.execute("SELECT 1")


def test_what_nobody_may_be_connected_for_waits_until_they_left(monkeypatch, keeper):
    """As a busy machine lets it happen: the server gives up, twice, and then they are gone."""
    refusals = iter([OperationalError("busy"), OperationalError("busy"), None])

    class Busy:
        def execute(self, statement):
            if refusal := next(refusals):
                raise refusal from psycopg.errors.ObjectInUse("busy")

    databases.when_left(Busy(), "DROP DATABASE busy")
    assert next(refusals, "all were met") == "all were met"
    with pytest.raises(ProgrammingError):
        databases.when_left(keeper, "DROP DATABASE hoshin_that_is_not_there")


@pytest.mark.slow
def test_a_database_is_dropped_under_autovacuum(tmp_path):
    """Whose process only a superuser may end: DROP … WITH (FORCE) refuses. Servers of others may have it as they will."""
    address = embedded.ensure_running(tmp_path)
    try:
        with (
            connect(address, user="postgres", dbname="postgres") as office,
            connect(address) as session,
            session.cursor() as cursor,
        ):
            office.execute("ALTER SYSTEM SET autovacuum_naptime = 1")
            office.execute("SELECT pg_reload_conf()")
            cursor.execute("CREATE DATABASE busy")
            with connect(address, dbname="busy") as inside:
                inside.execute(
                    "CREATE TABLE rows WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
                    " AS SELECT generate_series(1, 100000) AS number"
                )
                inside.execute("DELETE FROM rows")
            wait_for_autovacuum(office)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                cursor.execute("DROP DATABASE busy WITH (FORCE)")
            databases.drop(cursor, "busy")
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname = 'busy'")
            assert cursor.fetchone() == (0,)
    finally:
        embedded.stop(tmp_path)


def wait_for_autovacuum(office) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        seen = office.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = 'busy' AND backend_type = 'autovacuum worker'"
        )
        if seen.fetchone():
            return
        time.sleep(0.1)
    pytest.fail("autovacuum never came")
