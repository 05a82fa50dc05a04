"""An administrator looks at the queue: what waits, what failed and why, what is due by the clock, and who works."""

import os

import pytest
from tests.jobs import left_by_a_dead_worker, run_waiting

from hoshin.audit.models import Change
from hoshin.base.tasks import Job, defer
from hoshin.base.tasks.jobs import every_job
from hoshin.base.tasks.queue import JobState, queued_job
from hoshin.exchange.transfers.places import FORGET_OLD

SHOTS = os.environ.get("HOSHIN_SCREENSHOTS")

WITHIN = """document.documentElement.scrollWidth <= window.innerWidth
    && [...document.querySelectorAll('table')].every(table => table.offsetWidth <= table.parentElement.offsetWidth)"""


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    return client


@pytest.fixture
def mail(monkeypatch):
    def send(progress, *, to):
        raise ConnectionRefusedError("mail.hoshin.test refused")

    job = Job("test.mail", send, "Mail something", retries=0, summary=lambda arguments: f"to {arguments['to']}")
    monkeypatch.setitem(every_job(), job.name, job)
    return job


def test_a_failed_job_says_why_and_is_tried_again(as_ada, mail):
    number = defer(mail, to="Olga")
    run_waiting()
    page = as_ada.get("/jobs").content.decode()
    for words in ("Mail something", "to Olga", "Failed", "mail.hoshin.test refused"):
        assert words in page
    as_ada.post(f"/jobs/{number}/again")
    assert queued_job(number).state == JobState.WAITING
    assert f"Job {number} tried again: Mail something" in as_ada.get("/audit").content.decode()
    assert as_ada.post(f"/jobs/{number}/again").status_code == 409


def test_a_waiting_job_is_taken_out_of_the_queue(as_ada, mail):
    number = defer(mail, to="Olga")
    page = as_ada.get("/jobs").content.decode()
    assert "No worker is running" in page
    as_ada.post(f"/jobs/{number}/stop")
    assert queued_job(number).state == JobState.STOPPED
    assert Change.objects.get().verb == "stop_job"
    assert "Mail something" not in as_ada.get("/jobs").content.decode()
    assert "Mail something" in as_ada.get("/jobs?state=stopped").content.decode()
    assert as_ada.post(f"/jobs/{number}/stop").status_code == 409
    assert as_ada.post("/jobs/0/stop").status_code == 404


def test_what_is_due_by_the_clock_stands_there_with_its_next_time(as_ada, november):
    page = as_ada.get("/jobs").content.decode()
    assert "Forget jobs that ended" in page
    assert "24 Nov, 03:17" in page


def test_others_are_not_let_in(client, olga, mail):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    number = defer(mail, to="Vera")
    assert client.get("/jobs").status_code == 403
    assert client.post(f"/jobs/{number}/stop").status_code == 403
    assert 'href="/jobs"' not in client.get("/").content.decode()


SETTLED = """() => document.getAnimations().every(
    one => !(one instanceof CSSTransition) || one.playState === "finished")"""


@pytest.mark.django_db(transaction=True)
def test_how_it_looks(signed_in, ada, mail, violations):
    """Something of each kind, without a worker; no finding of axe, nothing wider than its place."""
    for name in ("Olga", "Vera"):
        defer(mail, to=name)
    run_waiting()
    defer(FORGET_OLD)
    left_by_a_dead_worker(defer(FORGET_OLD))
    page = signed_in(ada)
    page.goto("/jobs")
    for width, height, theme in ((2200, 1200, "light"), (390, 844, "dark"), (390, 844, "light"), (1280, 720, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        # Colours move to the new theme over a moment, which is longer where the machine is busy.
        page.wait_for_timeout(250)
        page.wait_for_function(SETTLED)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/jobs-{width}-{theme}.png", full_page=True)
        assert page.evaluate(WITHIN), f"{width}"
        if (width, theme) in ((390, "light"), (1280, "dark")):
            assert violations(page) == [], f"{width}, {theme}"
    page.get_by_role("button", name="Try again: Mail something").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("The job is tried again").wait_for()
