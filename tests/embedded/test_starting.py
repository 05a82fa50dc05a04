"""The embedded database starts once, however many ask for it, and keeps what it acknowledged."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.embedded.installation import connect, kill_server_and_children, start_elsewhere
from tests.patience import PATIENCE

from hoshin import embedded

LINUX_ONLY = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes through /proc")


@LINUX_ONLY
def test_six_processes_that_start_at_once_share_one_server(folder):
    starts = [start_elsewhere(folder) for _ in range(6)]
    answers = [start.communicate(timeout=PATIENCE) for start in starts]
    assert [start.returncode for start in starts] == [0] * 6, answers
    assert len({out for out, _ in answers}) == 1
    now = embedded.status(folder)
    assert answers[0][0].split() == [now.address.host, str(now.pid)]


@LINUX_ONLY
def test_a_restart_after_kill_9_of_every_process_brings_back_what_was_acknowledged(used_folder):
    address = embedded.ensure_running(used_folder)
    connection = connect(address)
    assert connection.execute("show fsync").fetchone() == ("on",)
    connection.execute("create table kept (n int)")
    connection.execute("insert into kept select generate_series(1, 1000)")
    connection.execute("begin")
    connection.execute("insert into kept values (-1)")
    kill_server_and_children(embedded.status(used_folder).pid)
    connection.close()
    assert not embedded.status(used_folder).is_running

    starts = [start_elsewhere(used_folder) for _ in range(3)]
    answers = [start.communicate(timeout=PATIENCE) for start in starts]
    assert len({out for out, _ in answers}) == 1, answers
    with connect(embedded.ensure_running(used_folder)) as connection:
        assert connection.execute("select count(*), min(n) from kept").fetchone() == (1000, 1)


def test_the_application_is_no_superuser_but_may_create_test_databases(folder):
    address = embedded.ensure_running(folder, durable=False)
    with connect(address) as connection:
        rights = "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
        assert connection.execute(rights).fetchone() == (False, False, True, False)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("select lower('ÉCOLE'), 'Z' < 'a'").fetchone() == ("école", True)
        connection.execute("create database test_of_its_own")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("copy (select 1) to program 'true'")
    with connect(address, dbname="test_of_its_own") as connection:
        connection.execute("create table t (n int)")


def test_the_socket_is_closed_to_other_users_and_no_port_is_open(used_folder):
    address = embedded.ensure_running(used_folder, durable=False)
    assert os.stat(address.host).st_mode & 0o077 == 0
    with connect(address) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_a_path_longer_than_a_socket_address_allows_is_no_obstacle(tmp_path):
    folder = tmp_path / ("deep" * 25) / "päth with 'spaces', commas and $signs" / ("down" * 25)
    address = embedded.ensure_running(folder, durable=False)
    try:
        assert len(os.fsencode(folder)) > 240
        assert len(os.fsencode(address.host)) < 90
        assert (folder / "postgres" / "PG_VERSION").exists()
        connect(address).close()
    finally:
        assert embedded.stop(folder)
    assert not Path(address.host).exists()


def test_stop_and_status_tell_the_truth(folder):
    assert embedded.stop(folder) is False
    assert embedded.status(folder).is_running is False
    assert not folder.exists()
    embedded.ensure_running(folder, durable=False)
    assert embedded.status(folder).is_running
    assert embedded.stop(folder) is True
    assert embedded.stop(folder) is False
    assert not embedded.status(folder).is_running


def test_a_creation_that_was_cut_short_is_begun_anew(folder):
    (folder / "postgres.new" / "base").mkdir(parents=True)
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    connect(embedded.ensure_running(folder, durable=False)).close()


@LINUX_ONLY
def test_a_process_number_that_went_to_somebody_else_does_not_block_the_start(used_folder):
    embedded.ensure_running(used_folder, durable=False)
    cluster, pid = used_folder / "postgres", embedded.status(used_folder).pid
    left_behind = (cluster / "postmaster.pid").read_text()
    kill_server_and_children(pid)
    (cluster / "postmaster.pid").write_text(left_behind.replace(str(pid), str(os.getpid()), 1))
    connect(embedded.ensure_running(used_folder, durable=False)).close()
    assert embedded.status(used_folder).pid != os.getpid()


@LINUX_ONLY
def test_a_data_folder_deleted_under_its_server_can_be_made_again(folder):
    embedded.ensure_running(folder, durable=False)
    old = embedded.status(folder).pid
    shutil.rmtree(folder)
    try:
        connect(embedded.ensure_running(folder, durable=False)).close()
        assert embedded.status(folder).pid != old
    finally:
        kill_server_and_children(old) if Path(f"/proc/{old}").exists() else None


def test_a_server_that_cannot_start_says_why_and_what_to_do(used_folder):
    embedded.ensure_running(used_folder, durable=False)
    embedded.stop(used_folder)
    with (used_folder / "postgres" / "postgresql.conf").open("a") as file:
        file.write("\nno_such_setting = 1\n")
    with pytest.raises(embedded.EmbeddedDatabaseError) as caught:
        embedded.ensure_running(used_folder)
    said = str(caught.value)
    assert 'unrecognized configuration parameter "no_such_setting"' in said
    assert str(used_folder / "postgres" / "server.log") in said
    assert "HOSHIN_DATABASE_URL" in said


def test_a_cluster_of_another_version_is_refused_and_left_alone(folder):
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.EmbeddedDatabaseError, match="PostgreSQL 15, but this Hoshin brings PostgreSQL 18"):
        embedded.ensure_running(folder)
    assert (folder / "postgres" / "PG_VERSION").read_text() == "15\n"


def test_files_that_are_no_database_are_refused_and_left_alone(folder):
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "letter.txt").write_text("dear")
    with pytest.raises(embedded.EmbeddedDatabaseError, match="holds files but no database"):
        embedded.ensure_running(folder)
    assert (folder / "postgres" / "letter.txt").read_text() == "dear"


def test_a_file_in_place_of_the_data_folder_is_named(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(embedded.EmbeddedDatabaseError, match="HOSHIN_DATA_DIR"):
        embedded.ensure_running(tmp_path / "data")


def test_values_that_travel_beside_a_statement_are_in_no_log_whatever_is_logged(used_folder):
    """Answers to surveys travel so (decision 0096), and so does nothing that the log needs."""
    address = embedded.ensure_running(used_folder, durable=False)
    with connect(replace(address, user="postgres", dbname="postgres")) as connection:
        for name, value in (("log_statement", "'all'"), ("log_min_duration_statement", "0")):
            connection.execute(f"alter role {address.user} set {name} = {value}")
    with connect(address) as connection:
        assert connection.execute("select %s::text as sentinel", ["overtime has no end"]).fetchone()
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("select %s::int as other_sentinel", ["nobody listens"])
    log = (used_folder / "postgres" / "server.log").read_text()
    assert "select $1::text as sentinel" in log
    assert "select $1::int as other_sentinel" in log
    assert "overtime has no end" not in log
