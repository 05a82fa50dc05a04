"""Does the jobs of a test in its own process and transaction, one after the other, as a worker would."""

import asyncio
import json
import threading
from contextlib import contextmanager

from django.db import connection
from django.test import TestCase
from procrastinate import jobs as queued
from procrastinate import sql


def run_waiting() -> list[str]:
    """Do what waits and is due, and what that asks for in turn; returns how each ended: "name: succeeded"."""
    ended = []
    while (row := _fetched()) is not None:
        with TestCase.captureOnCommitCallbacks(execute=True):
            ended.append(f"{row['task_name']}: {_done(row)}")
    return ended


@contextmanager
def living_worker():
    """A worker in a thread of this process, for tests whose changes are committed."""
    from hoshin.base.tasks.queue import has_workers
    from hoshin.base.tasks.worker import do_jobs

    # Threads that end leave no connection behind.
    age, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], 0
    loop = asyncio.new_event_loop()
    task = loop.create_task(do_jobs(2))

    def run():
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    thread = threading.Thread(target=run, name="living-worker")
    thread.start()
    try:
        while thread.is_alive() and not has_workers():
            thread.join(0.02)
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        connection.settings_dict["CONN_MAX_AGE"] = age


def left_by_a_dead_worker(number: int) -> None:
    """As a job stands whose worker was killed over it some time ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 day') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, number])


def empty_queue() -> None:
    """Its tables are the library's: flushing those of Django's models leaves them as they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM procrastinate_jobs) OR EXISTS (SELECT FROM procrastinate_workers)")
        if cursor.fetchone()[0]:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def _fetched():
    with connection.cursor() as cursor:
        cursor.execute(sql.queries["fetch_job"], {"queues": None, "worker_id": None})
        row = dict(zip((column.name for column in cursor.description), cursor.fetchone(), strict=True))
    if row["id"] is None:
        return None
    return row | {"args": json.loads(row["args"])}  # Django's connection leaves JSON to its fields


def _done(row) -> str:
    from hoshin.base.tasks.deferring import put_back
    from hoshin.base.tasks.jobs import JobProgress, Stopped, every_job
    from hoshin.base.tasks.running import run
    from hoshin.base.tasks.worker import Again

    job = every_job()[row["task_name"]]
    try:
        run(row["id"], job, row["args"], JobProgress(number=row["id"]), tells=False)
    except Stopped:
        return _finished(row, "aborted")
    except Exception as error:
        decision = Again(job).get_retry_decision(exception=error, job=queued.Job.from_row(row))
        if decision is None:
            return _finished(row, "failed")
        put_back(row["id"], decision.retry_at)
        return "again"
    return _finished(row, "succeeded")


def _finished(row, status: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql.queries["finish_job"], {"job_id": row["id"], "status": status, "delete_job": False})
    return status
