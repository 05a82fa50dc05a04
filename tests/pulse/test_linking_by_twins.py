"""Twin worlds: the same people and the same answers, given by others of them and in another order.

Whatever tells whose an answer is would tell the worlds apart. All tables are compared, after pages were opened, digests were
made, reminders sent and the survey was closed: not only what some attack was thought of.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from tests.pulse.conftest import launched
from tests.pulse.test_linking import changed, copy_of_database
from tests.pulse.test_surveys import client_of

from hoshin.base import clock
from hoshin.base.tasks import JobProgress
from hoshin.notices.services.sending import DIGESTS
from hoshin.pulse.jobs import RUN
from hoshin.pulse.models import Urn
from hoshin.pulse.services import close_wave

ANSWERING = ("N2", "N3", "N4", "N5", "N6", "N7", "S2", "S3")
# When the office and the worker did something is kept, and of no use here: they are not asked.
HOUR = re.compile(r'"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00"')
LOOKING = ("N1", "N3")


@contextmanager
def undone():
    """What is done inside is rolled back, and numbers begin again where they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename)::regclass::oid, last_value FROM pg_sequences")
        before = cursor.fetchall()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        for sequence, last in before:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, last or 1, last is not None])


@pytest.fixture
def told(staff, monkeypatch):
    """A survey that was sent; whoever answers or looks has signed in. Keys of comments are no chance here."""
    monkeypatch.setattr("hoshin.pulse.services.answering.key_with_mark", lambda: ("key", "mark"))
    wave = launched(staff, comments_to="heads", smallest_comments=6, remind_on=clock.today() + timedelta(days=4))
    clients = {name: client_of(staff, name) for name in {*ANSWERING, *LOOKING}}
    return staff, wave, clients


def lived(told, said):
    """All rows after these people answered so in this order and the reminder was sent, and all rows once it was closed."""
    staff, wave, clients = told
    with undone():
        for name, value in said:
            page = clients[name].post(
                f"/surveys/{wave.code}/answer", {"engagement_1": str(value), "comment": f"I would say {value}"}
            )
            assert "Thank you" in page.content.decode()
        for days in (1, 4):
            with clock.fixed(clock.now() + timedelta(days=days)):
                DIGESTS.function(JobProgress())
                RUN.function(JobProgress())
        for name in LOOKING:
            for address in ("/", "/surveys"):
                assert clients[name].get(address).status_code == 200
        open_still = without_hours(copy_of_database())
        close_wave(staff.office, wave=wave)
        return open_still, without_hours(copy_of_database())


def without_hours(copy):
    """The hours of the trail apart; those of every other table stay."""
    return {
        table: sorted(HOUR.sub("", row) for row in rows) if table.startswith("audit_") else rows
        for table, rows in copy.items()
    }


def test_worlds_in_which_others_said_the_same_are_the_same_row_by_row(told):
    """What a group said is told; which of its people said it, and who came first, is not."""
    values = [1, 2, 3, 4, 5, 1, 2, 3]
    first = lived(told, list(zip(ANSWERING, values, strict=True)))
    for seed in range(2):
        draw = Random(seed)
        others = [*draw.sample(values[:6], 6), *draw.sample(values[6:], 2)]
        said = draw.sample(list(zip(ANSWERING, others, strict=True)), len(values))
        for one, other in zip(first, lived(told, said), strict=True):
            assert not changed(one, other)


def test_who_has_answered_changes_nothing_but_a_mark(told):
    """Digests, reminders, pages and jobs until the reminder: all is as if another of the group had answered."""
    _staff, wave, _clients = told
    (here, closed_here), (there, closed_there) = (lived(told, [(name, 4)]) for name in ("N4", "N5"))
    assert changed(here, there).keys() == {"pulse_urn"}
    (after,), (before,) = changed(here, there)["pulse_urn"]
    assert len(after) == len(before)
    apart = [at for at, (one, other) in enumerate(zip(after, before, strict=True)) if one != other]
    # One mark, of 32 letters, in the place of another.
    assert apart[-1] - apart[0] < 32
    assert not changed(closed_here, closed_there)
    assert not Urn.objects.filter(wave=wave).exclude(answers=[]).exists()
