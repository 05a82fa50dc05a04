"""Jobs are asked for within a change, done once, tried again, stopped, and taken up where a worker dies."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.jobs import left_by_a_dead_worker
from tests.patience import PATIENCE

from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.tasks import Job, Stopped, defer
from hoshin.base.tasks.jobs import every_job
from hoshin.base.tasks.models import JobRun
from hoshin.base.tasks.queue import JobState, cancel, has_workers, queued_job, try_again
from hoshin.base.tasks.running import lock
from hoshin.base.tasks.worker import MOST_DEATHS, take_up_abandoned
from hoshin.base.wordings import Said


@pytest.fixture
def a_job(monkeypatch):
    """Makes a job out of a function, as if it stood in a card."""

    def make(function, **values):
        job = Job(f"test.{function.__name__}", function, "Try", **values)
        monkeypatch.setitem(every_job(), job.name, job)
        return job

    return make


def add_user(progress, *, name):
    User.objects.create(email=f"{name}@hoshin.test", name=name)


def test_a_job_is_there_with_the_change_that_asked_for_it_and_not_without(db, a_job, run_jobs):
    job = a_job(add_user)
    with transaction.atomic():
        defer(job, name="kept")
    with transaction.atomic():
        defer(job, name="lost")
        transaction.set_rollback(True)
    assert run_jobs() == ["test.add_user: succeeded"]
    assert list(User.objects.values_list("name", flat=True)) == ["kept"]


def test_a_job_with_wrong_arguments_is_refused_where_it_is_asked_for(db, a_job):
    with pytest.raises(TypeError, match="name"):
        defer(a_job(add_user), surname="X")


def test_a_job_waits_for_its_time(db, a_job, run_jobs):
    number = defer(a_job(add_user), at=clock.now() + timedelta(hours=1), name="later")
    assert run_jobs() == []
    assert queued_job(number).state == JobState.WAITING
    assert cancel(number)
    assert queued_job(number).state == JobState.STOPPED


def test_what_failed_leaves_nothing_but_its_reason_and_is_tried_again_ever_later_up_to_a_limit(db, a_job, run_jobs):
    def refused(progress):
        add_user(progress, name="half")
        raise ConnectionRefusedError("by mail.hoshin.test")

    number = defer(a_job(refused, retries=2, wait=timedelta(hours=1)))
    waits = []
    for _ in range(2):
        assert run_jobs() == ["test.refused: again"]
        waits.append((ProcrastinateJob.objects.get(pk=number).scheduled_at - clock.now()) / timedelta(hours=1))
        its_time_comes(number)
    assert [round(wait, 1) for wait in waits] == [1, 2]
    assert run_jobs() == ["test.refused: failed"]
    found = queued_job(number)
    assert (found.state, found.problem) == (JobState.FAILED, "ConnectionRefusedError: by mail.hoshin.test")
    assert not User.objects.exists()

    try_again(number)
    with pytest.raises(Conflict):
        try_again(number)
    assert run_jobs() == ["test.refused: failed"]


def test_what_hoshin_itself_refuses_is_not_tried_again(db, a_job, run_jobs):
    def invalid(progress):
        raise Invalid(Said("The weight of %(code)s is missing.", code="K1"), remedy="Name one.")

    number = defer(a_job(invalid))
    assert run_jobs() == ["test.invalid: failed"]
    assert queued_job(number).problem == "The weight of K1 is missing. Name one."
    message = {"text": "The weight of %(code)s is missing.", "facts": {"code": "K1"}}
    kept = {
        "text": "%(message)s %(remedy)s",
        "facts": {"message": message, "remedy": {"text": "Name one.", "facts": {}}},
    }
    assert JobRun.objects.get(pk=number).problem == kept
    JobRun.objects.update(problem="It was so before there were facts.")
    assert queued_job(number).problem == "It was so before there were facts."


def test_the_reason_does_not_tell_what_the_job_worked_with(db, a_job, run_jobs):
    def stumbles_over_private_text(progress):
        raise ValueError("she said in confidence")

    number = defer(a_job(stumbles_over_private_text, retries=0))
    run_jobs()
    problem = queued_job(number).problem
    assert problem.startswith("ValueError")
    assert "confidence" not in problem


def test_work_that_is_done_is_not_done_again_when_its_end_was_not_noted(db, a_job, run_jobs):
    """A worker died between the commit and saying so: the job is taken up again, and does nothing."""
    number = defer(a_job(add_user), name="once")
    assert run_jobs() == ["test.add_user: succeeded"]
    left_by_a_dead_worker(number)
    take_up_abandoned()
    assert run_jobs() == ["test.add_user: succeeded"]
    assert User.objects.count() == 1


def test_a_job_that_kills_its_workers_fails_in_the_end(db, a_job):
    number = defer(a_job(add_user, retries=0), name="never")
    for _ in range(MOST_DEATHS):
        left_by_a_dead_worker(number)
        assert queued_job(number).state == JobState.LEFT
        take_up_abandoned()
        assert queued_job(number).state == JobState.WAITING
    left_by_a_dead_worker(number)
    take_up_abandoned()
    found = queued_job(number)
    assert (found.state, found.problem) == (JobState.FAILED, "The worker that did it has stopped.")


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_is_silent_but_holds_it_is_left_alone(a_job):
    number = defer(a_job(add_user), name="slow")
    left_by_a_dead_worker(number)
    is_held, may_end = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            lock(number)
            is_held.set()
            may_end.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait(10)
    take_up_abandoned()
    assert queued_job(number).state == JobState.LEFT
    may_end.set()
    holder.join()
    take_up_abandoned()
    assert queued_job(number).state == JobState.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_worker_begins_at_once_tells_how_far_it_is_and_stops_when_asked(a_job, worker):
    is_over = threading.Event()

    def long(progress):
        add_user(progress, name="undone")
        try:
            while not is_over.wait(0.05):
                progress(3, 10, "counting")
        except Stopped:
            is_over.set()
            raise

    job = a_job(long)
    with worker():
        assert has_workers()
        number = defer(job)
        wait_until(lambda: queued_job(number).done == 3)
        found = queued_job(number)
        assert (found.state, found.total, found.what) == (JobState.RUNNING, 10, "counting")
        cancel(number)
        assert is_over.wait(10), "the running job heard of it"
        wait_until(lambda: queued_job(number).state == JobState.STOPPED)
    assert not has_workers(), "one that ends takes its leave"
    assert not User.objects.exists()
    assert JobRun.objects.get(pk=number).problem == "It was stopped."


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ends_puts_back_what_it_cannot_finish(a_job, worker, monkeypatch):
    monkeypatch.setattr("hoshin.base.tasks.worker.GRACE_SECONDS", 0.1)
    has_begun = threading.Event()

    def endless(progress):
        add_user(progress, name="undone")
        has_begun.set()
        while True:
            time.sleep(0.01)
            progress(1, 2, "on and on")

    job = a_job(endless, retries=0)
    with worker():
        number = defer(job)
        assert has_begun.wait(10)
    assert queued_job(number).state == JobState.WAITING
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_many_jobs_each_once_and_those_of_one_lock_in_turn(a_job, worker):
    running, most = [], []

    def alone(progress, *, name):
        running.append(name)
        most.append(len(running))
        add_user(progress, name=name)
        running.remove(name)

    job = a_job(alone, lock="one at a time")
    with transaction.atomic():
        for place in range(20):
            defer(job, name=f"n{place:02}")
    with worker():
        wait_until(lambda: User.objects.count() == 20)
    assert max(most) == 1
    assert list(User.objects.order_by("pk").values_list("name", flat=True)) == [f"n{place:02}" for place in range(20)]


def its_time_comes(number):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = %s", [number])


def wait_until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)
