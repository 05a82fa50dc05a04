"""Keys that are looked up together hold like any foreign key, also beside whoever takes away what is named."""

from contextlib import nullcontext

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from hoshin.base.keys import keys_together
from hoshin.org.models import Person, Unit

WAYS = pytest.mark.parametrize("looked_up", [nullcontext, keys_together], ids=["one by one", "together"])
NOWHERE = 999_999


def people(**named):
    return [Person(employee_id=f"K{n}", name=f"K {n}", **named) for n in range(3)]


def to_the_end(work):
    with transaction.atomic():
        work()
        connection.check_constraints()


ADD = """
SELECT set_config('hoshin.keys', '{}', true);
INSERT INTO org_person (employee_id, name, email, title, job_family, level, location, fte, skills, version,
    created_at, unit_id) VALUES ('K1', 'K', '', '', '', '', '', 1, '{{}}', 1, now(), {}); SET CONSTRAINTS ALL IMMEDIATE"""


@pytest.mark.django_db
@WAYS
@pytest.mark.parametrize("column", ["unit_id", "manager_id", "user_id"])
def test_nobody_names_what_is_not_there(looked_up, column):
    def add():
        with looked_up():
            Person.objects.bulk_create(people(**{column: NOWHERE})[:1])

    with pytest.raises(IntegrityError, match=column):
        to_the_end(add)


@pytest.mark.django_db
@WAYS
def test_what_is_named_stays_until_nobody_names_it(looked_up):
    north, south = Unit.objects.create(code="N", name="N"), Unit.objects.create(code="S", name="S")
    with looked_up():
        Person.objects.bulk_create(people(unit_id=north.pk))
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="still named by unit_id"):
        to_the_end(lambda: Unit.objects.filter(pk=north.pk)._raw_delete("default"))
    with pytest.raises(IntegrityError, match="unit_id"):
        to_the_end(lambda: Person.objects.update(unit_id=NOWHERE))
    Person.objects.update(unit_id=south.pk)
    Unit.objects.filter(pk=north.pk)._raw_delete("default")
    connection.check_constraints()


@pytest.mark.django_db
def test_what_is_named_may_come_later_in_a_transaction_that_says_nothing():
    # As an undo puts rows back, in whatever order they were taken away.
    Person.objects.bulk_create(people(unit_id=NOWHERE))
    Person.objects.filter(employee_id="K2").delete()
    Unit.objects.create(pk=NOWHERE, code="N", name="N")
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("setting", ["", "together"])
def test_what_is_named_is_held_beside_others(setting):
    unit = Unit.objects.create(code="N", name="N")
    add, remove = ADD.format(setting, unit.pk), f"DELETE FROM org_unit WHERE id = {unit.pk}"
    other = connection.copy()
    try:
        with other.cursor() as theirs:
            theirs.execute("SET lock_timeout = '50ms'")
            with transaction.atomic(), connection.cursor() as own:
                own.execute(add)
                with pytest.raises(OperationalError, match="lock timeout"):
                    theirs.execute(remove)
            with pytest.raises(IntegrityError, match="still named"):
                theirs.execute(remove)
            Person.objects.all().delete()
            with transaction.atomic(), connection.cursor() as own:
                own.execute(remove)
                with pytest.raises(OperationalError, match="lock timeout"):
                    theirs.execute(add)
            with pytest.raises(IntegrityError, match="unit_id"):
                theirs.execute(add)
    finally:
        other.close()
