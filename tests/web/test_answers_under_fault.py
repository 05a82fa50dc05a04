"""What people and programs are told while the database is away, busy, or out of room."""

import errno
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base.errors import Busy, DiskFull, Unavailable
from hoshin.base.faults import foreseen
from hoshin.base.tasks.running import reason
from hoshin.cli.refusals import refusal_for
from hoshin.scorecards.selectors import scorecard

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


def failed(state: str, words: str = "it failed") -> OperationalError:
    """What Django raises where PostgreSQL says a state."""
    cause = psycopg.errors.lookup(state)(words) if state else psycopg.OperationalError(words)
    error = OperationalError(words)
    error.__cause__ = cause
    return error


@pytest.fixture
def as_olga(olga):
    client = Client(raise_request_exception=False)
    client.force_login(olga)
    return client


@pytest.fixture
def program(olga):
    secret = create_token(Actor.of(olga, "web"), name="program")[1]
    return Client(raise_request_exception=False, headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def away(monkeypatch):
    """The database ends each statement with an error from here on."""

    def begin(error=None):
        def refuse(*_args, **_more):
            raise error or failed("", "server closed the connection unexpectedly")

        monkeypatch.setattr(CursorWrapper, "execute", refuse)

    return begin


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (failed("55P03"), Busy),
        (failed("40P01"), Busy),
        (failed("53100"), DiskFull),
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (failed("57P03", "the database system is starting up"), Unavailable),
        (failed("53300", "too many connections"), Unavailable),
        (failed(""), Unavailable),
    ],
)
def test_what_the_database_says_is_one_of_ours(error, kind):
    assert type(foreseen(error)) is kind
    assert foreseen(RuntimeError("a fault of ours")) is None


def test_what_hides_the_first_reason_is_looked_through():
    later = RuntimeError("the transaction could not be ended")
    later.__context__ = failed("57P01")
    assert isinstance(foreseen(later), Unavailable)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/measures", "/profile", "/nowhere"])
def test_pages_say_that_the_database_is_away(as_olga, enterprise, away, path):
    away()
    page = as_olga.get(path)
    if path in ("/sign-in", "/nowhere") and page.status_code in (200, 404):
        return
    assert (page.status_code, page["Retry-After"], page["X-Problem"]) == (503, "5", "unavailable")
    assert b"Hoshin is not ready" in page.content
    assert b"The database does not answer" in page.content
    piece = as_olga.get(path, headers=HTMX)
    assert piece.status_code == 503
    assert b"<html" not in piece.content


@pytest.mark.parametrize("path", ["/plans", "/measures", "/nodes?plan=E"])
def test_the_api_says_so_as_a_problem(program, enterprise, away, path):
    away()
    answer = program.get(f"/api/v1{path}")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"]) == ("unavailable", "5")


def test_what_nobody_foresaw_is_a_problem_for_programs_and_a_page_for_people(program, as_olga, enterprise, away):
    away(RuntimeError("a fault of ours"))
    answer = program.get("/api/v1/plans")
    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert "fault of ours" not in answer.content.decode()
    assert b"Something broke on our side" in as_olga.get("/measures").content


@contextmanager
def writing(plan):
    """Somebody else writes scores of the plan, and does not come to an end."""
    settings = connection.get_connection_params()
    known = {name: settings[name] for name in ("host", "port", "user", "password", "dbname") if settings.get(name)}
    with psycopg.connect(**known) as other, connection.cursor() as cursor:
        other.execute("SELECT pg_advisory_xact_lock(7105, %s)", [plan.pk])
        cursor.execute("SELECT set_config('lock_timeout', '50ms', true)")
        yield
        other.rollback()


def test_whoever_waits_for_another_writer_loses_nothing(as_olga, program, enterprise, office):
    before = scorecard(office, enterprise, period="2026-10").top.score
    typed = {"value": "88", "expected_id": "", "note": "by hand"}
    with writing(enterprise):
        page = as_olga.post("/measures/k1/values/2026-10", typed)
        piece = as_olga.post("/measures/k1/values/2026-10", typed, headers=HTMX)
        answer = program.post(
            "/api/v1/measures/k1/actuals", {"period": "2026-10", "value": 88}, content_type="application/json"
        )
    assert (page.status_code, page["X-Problem"], page["Retry-After"]) == (503, "busy", "5")
    assert b"Busy, try again" in page.content
    for name, value in typed.items():
        assert f'name="{name}" value="{value}"'.encode() in page.content
    assert (piece.status_code, piece["X-Problem"]) == (503, "busy"), "the script leaves the form as it is"
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert scorecard(office, enterprise, period="2026-10").top.score == before
    again = as_olga.post("/measures/k1/values/2026-10", typed)
    assert again.status_code == 302
    assert scorecard(office, enterprise, period="2026-10").top.score != before


def test_a_password_is_not_sent_again(as_olga, away, vera):
    stranger = Client(raise_request_exception=False)
    away()
    page = stranger.post("/sign-in", {"username": "vera@hoshin.test", "password": "correct horse battery"})
    assert page.status_code == 503
    assert b"correct horse" not in page.content


def test_a_full_disk_is_called_a_full_disk(program, enterprise, away):
    full = failed("53100", "could not extend file")
    assert "disk" in str(refusal_for(full))
    assert "disk" in str(refusal_for(OSError(errno.ENOSPC, "No space left on device", "/somewhere")))
    assert reason(full) == str(DiskFull())
    away(full)
    answer = program.get("/api/v1/plans")
    assert (answer.status_code, answer.json()["code"]) == (503, "disk_full")
