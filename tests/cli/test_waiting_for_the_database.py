"""A command that comes while PostgreSQL is starting waits for it, and for nothing else."""

import pytest
from django.db import OperationalError, connection

from hoshin.cli import setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(monkeypatch):
    """What the database says to each try to connect, until it lets in."""
    said, slept = [], []
    monkeypatch.setattr(setup.time, "sleep", slept.append)

    def connect():
        if said:
            raise OperationalError(said.pop(0))

    monkeypatch.setattr(connection, "ensure_connection", connect)
    return said, slept


def test_it_waits_while_the_database_starts(answers, capsys):
    said, slept = answers
    said += [
        "FATAL:  the database system is starting up",
        "FATAL:  the database system is not yet accepting connections",
    ]
    setup._await_database()
    assert len(slept) == 2
    assert capsys.readouterr().err.count("The database is starting") == 1


def test_it_does_not_wait_for_a_database_that_is_not_there(answers):
    said, slept = answers
    said += ["connection refused"] * 5
    setup._await_database()
    assert (len(said), slept) == (4, [])
