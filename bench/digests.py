"""Digests for everybody, in a process of its own: the most memory beyond what it began with, and the time they take.

Run by `bench.people`, which has filled a database: python -m bench.digests DATABASE
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from bench.databases import prepare
from tests import databases

COMPOSED = 50
# Everybody was told one thing since their last digest.
TOLD = """
INSERT INTO notices_notice (user_id, kind, facts, about, "by", created_at, is_shown, waits_for_digest)
SELECT p.user_id, %s, '{"name": "Ann", "count": 2, "employee_id": "E1"}', p.id, 'Ann', %s, true, true
FROM org_person p WHERE p.user_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Digests:
    """What it took: how many letters, megabytes at most, milliseconds for a thousand letters and for one mail."""

    letters: int
    megabytes: float
    milliseconds: float
    mail_milliseconds: float


def measured(database: str) -> Digests:
    """Write the digests of all people of a database, and some of the mails, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.digests", database]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Digests(**json.loads(done.stdout))


def main() -> None:
    """Tell what it took."""
    prepare()
    databases.connect_to(sys.argv[1])
    print(json.dumps(_written()))


def _written() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection, transaction
    from tests.worlds import NOON

    from hoshin.base import clock
    from hoshin.base.tasks import JobProgress
    from hoshin.notices.models import Letter, Notice
    from hoshin.notices.services.composing import composed
    from hoshin.notices.services.sending import DIGESTS
    from hoshin.org.notices import HANDED_OVER

    settings.SITE_URL = "http://localhost"
    with clock.fixed(NOON), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(TOLD, [HANDED_OVER.code, NOON])
        before, begun = _megabytes(), time.perf_counter()
        DIGESTS.function(JobProgress())
        taken, most = time.perf_counter() - begun, _megabytes()
        letters = Letter.objects.count()
        some = list(Letter.objects.select_related("user").order_by("pk")[:COMPOSED])
        begun = time.perf_counter()
        for letter in some:
            Notice.objects.filter(user=letter.user).update(letter=letter)
            assert composed(letter) is not None
        composing = time.perf_counter() - begun
        transaction.set_rollback(True)
    return {
        "letters": letters,
        "megabytes": most - before,
        "milliseconds": 1_000_000 * taken / letters,
        "mail_milliseconds": 1_000 * composing / len(some),
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
