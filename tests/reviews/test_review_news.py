"""Whoever looks at results with others is told that somebody changed something: after the commit, and never what."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection
from tests.patience import PATIENCE
from tests.reviews import conftest, test_results
from tests.reviews.test_results import RELEASE_DAY, client_of, result

from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.news import CHANNEL, open_news, topic_of
from hoshin.reviews.models import CalibrationChange, CalibrationGroup
from hoshin.reviews.services import (
    change_group,
    decide_change,
    propose_change,
    propose_changes_of_sheet,
    release_results,
)

pytestmark = pytest.mark.django_db
staff, cycle = conftest.staff, conftest.cycle
closed, group = test_results.closed, test_results.group
ROW = {"employee_id": "Ada", "proposed": "3", "reason": "mistake", "evidence": "Typed wrongly."}


@pytest.fixture
def told():
    """What statements give to PostgreSQL to tell."""
    topics = []

    def noted(execute, sql, params, many, context):
        if "pg_notify" in sql and CHANNEL in params:
            topics.append(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield topics


def test_each_change_of_what_the_page_shows_is_told_by_the_number_of_its_group_alone(staff, group, closed, told):
    mia, hana = staff.as_of("Mia"), staff.as_of("Hana")
    topic = [CHANNEL, [topic_of(CalibrationGroup, group.pk)]]
    change = propose_change(mia, result=result(closed, "Ben"), after=3, reason="evidence", evidence="The cutover.")
    assert told == [topic]
    decide_change(hana, change=change, is_approved=True)
    assert told == [topic] * 2
    change_group(staff.olga, group=group, take_out=[staff.people["Cem"]])
    assert told == [topic] * 3
    propose_changes_of_sheet(mia, group=group, rows=[ROW])
    assert told == [topic] * 4
    decide_change(hana, change=CalibrationChange.objects.get(result__person__name="Ada"), is_approved=False)
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=closed)
    assert told == [topic] * 6
    assert "data-follows" not in client_of(staff, "Mia").get(f"/reviews/groups/{group.pk}").content.decode()
    assert topic_of(CalibrationGroup, 7) == "reviews.calibrationgroup:7"


def test_whoever_looks_at_the_group_may_follow_it_and_nobody_else(staff, group):
    address = f"/reviews/groups/{group.pk}/news"
    answer = client_of(staff, "Mia").get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Accel-Buffering"]) == (200, "text/event-stream", "no")
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"retry: 60000\n:"), "finite and harmless where no loop holds it"
    assert f'data-follows="/reviews/groups/{group.pk}"' in client_of(staff, "Mia").get(address[:-5]).content.decode()
    assert [client_of(staff, name).get(address).status_code for name in ("Olga", "Ada", "Sol")] == [403, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_told_over_another_connection_and_nothing_that_was_rolled_back(staff, group, closed):
    is_open, topics, mia = threading.Event(), [], staff.as_of("Mia")

    async def heard():
        async with open_news() as news:
            is_open.set()
            async for topic in news:
                topics.append(topic)

    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(lambda: asyncio.run(heard()))
        assert is_open.wait(PATIENCE)
        with pytest.raises(Invalid):
            propose_changes_of_sheet(mia, group=group, rows=[ROW, {**ROW, "employee_id": "Nobody"}])
        propose_change(mia, result=result(closed, "Ben"), after=3, reason="evidence", evidence="The cutover.")
        until = time.monotonic() + PATIENCE
        while not topics and time.monotonic() < until:
            time.sleep(0.02)
        # The connection of whoever listens breaks off, and they are told so.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query = %s",
                [f"LISTEN {CHANNEL}"],
            )
            assert cursor.fetchall() == [(True,)]
        with pytest.raises(psycopg.OperationalError):
            running.result(PATIENCE)
    assert topics == [topic_of(CalibrationGroup, group.pk)]
