"""A hundred thousand people: whoever moves five thousand of them does not wait."""

from time import perf_counter

import pytest
from django.db import connection

from hoshin.base.upserts import reserved_ids, upsert
from hoshin.org.models import Person, ReportingLine
from hoshin.org.services import change_person
from hoshin.org.services.ancestry import follow_links

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PEOPLE, BRANCH, TEAM = 100_000, 5_000, 7


def test_a_branch_of_five_thousand_moves_in_a_tenth_of_what_all_take(office):
    ids = reserved_ids(Person, PEOPLE)

    def manager(n):
        """The first 5,000 are a tree of teams; the others are one below a head of their own."""
        if n in (0, BRANCH):
            return None
        start = 0 if n < BRANCH else BRANCH
        return ids[start + (n - start - 1) // TEAM]

    begun = perf_counter()
    people = [{"id": pk, "employee_id": str(n), "name": f"P{n}", "manager_id": manager(n)} for n, pk in enumerate(ids)]
    upsert(Person, [(None, person) for person in people])
    follow_links(Person, ids)
    built = perf_counter() - begun
    assert ReportingLine.objects.count() == PEOPLE
    with connection.cursor() as cursor:
        # What the server does by itself within a minute or so.
        cursor.execute("ANALYZE org_person, org_reportingline")
    head, took = Person.objects.get(pk=ids[0]), []
    for above in (ids[-1], ids[BRANCH], ids[-2]):
        started = perf_counter()
        head = change_person(office, person=head, manager=Person.objects.get(pk=above))
        took.append(perf_counter() - started)
        assert ReportingLine.objects.filter(line__contains=[above, head.pk]).count() == BRANCH
    # A second where all of them take ten; a busy machine needs longer for both.
    assert min(took) < built / 10, (built, took)
