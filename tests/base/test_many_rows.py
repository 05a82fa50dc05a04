"""Hundreds of rows at once are written as each alone would be: checked, versioned, and told to the audit trail."""

from datetime import date

import pytest
from django.core.validators import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.audit.models import Entry
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.base.upserts import MANY, upsert
from hoshin.base.validity import invalid_rows, is_plain_address
from hoshin.org.models import Person, Unit

COUNT = MANY + 50


def person(number, **values):
    return {"employee_id": f"E{number}", "name": f"Person {number}", **values}


def written(actor, wanted):
    with act(actor, "test"):
        return upsert(Person, wanted)


@pytest.mark.django_db
def test_many_new_rows_are_as_complete_as_one(system):
    values = {"email": "a@b.test", "skills": ["sql", 'quo"ted, {x}'], "start_date": date(2020, 1, 31), "fte": 0.5}
    unit = Unit.objects.create(code="U", name="Unit")
    written(system, [(None, person(n, unit_id=unit.pk, **values)) for n in range(COUNT)])
    written(system, [(None, person("one", unit_id=unit.pk, **values))])
    alone = Person.objects.get(employee_id="Eone")
    for row in Person.objects.filter(employee_id__in=["E0", f"E{COUNT - 1}"]):
        for field in Person._meta.concrete_fields:
            if field.name not in ("id", "employee_id", "name", "created_at"):
                assert getattr(row, field.attname) == getattr(alone, field.attname), field.name
        assert row.version == 1
        assert abs((row.created_at - alone.created_at).total_seconds()) < 60
    told = Entry.objects.filter(table="org_person", operation="I")
    assert told.count() == COUNT + 1
    assert told.get(row=alone.pk).after.keys() == told.exclude(row=alone.pk).first().after.keys()


@pytest.mark.django_db
def test_what_changes_gets_a_version_and_what_stays_none(system):
    done = written(system, [(None, person(n, title="Clerk")) for n in range(COUNT + 5)])
    rows = list(Person.objects.order_by("id"))
    assert [row.pk for row in done.created] == [row.pk for row in rows]
    wanted = [(row, {"title": "Head", "fte": 1 if n % 2 else 0.8, "skills": ["x"]}) for n, row in enumerate(rows[:-5])]
    done = written(system, wanted + [(row, {"title": "Clerk"}) for row in rows[-5:]])
    assert (len(done.changed), done.unchanged) == (COUNT, 5)
    assert set(Person.objects.values_list("version", "title")) == {(1, "Clerk"), (2, "Head")}
    assert Person.objects.filter(fte=0.8, skills=["x"]).count() == (COUNT + 1) // 2
    entry = Entry.objects.filter(operation="U", row=rows[1].pk).get()
    assert entry.after == {"version": 2, "title": "Head", "skills": ["x"]}


@pytest.mark.django_db
def test_all_faults_are_named_and_nothing_is_written(system):
    wanted = [(None, person(n)) for n in range(COUNT)]
    wanted += [(None, person("a", email="nowhere")), (None, person("b", title="x" * 301)), (None, person("c", name=""))]
    with pytest.raises(Invalid) as refused:
        written(system, wanted)
    assert [problem.field for problem in refused.value.problems] == ["email", "title", "name"]
    assert not Person.objects.exists()


FIELDS = {
    "name": st.one_of(st.text(max_size=3), st.just("x" * 301), st.none(), st.integers()),
    "email": st.sampled_from(["", "a@b.test", "nowhere", "a" * 250 + "@b.test", None]),
    "title": st.one_of(st.text(max_size=3), st.just("x" * 301), st.booleans()),
    "fte": st.sampled_from([1, 1.0, True, "0.5", "much", None, float("nan")]),
    "start_date": st.sampled_from([None, date(2020, 1, 1), "2020-01-01", "soon"]),
    "skills": st.sampled_from([[], ["sql"], ["x" * 201], '["sql"]', None]),
}


@settings(deadline=None, max_examples=300)
@given(st.from_regex(r"[\w.+-]{0,5}@?[a-zA-Z0-9.-]{0,9}\.?[a-z0-9]{0,4}\n?", fullmatch=True))
def test_an_ordinary_address_is_an_address(text):
    if is_plain_address(text):
        validate_email(text)


def test_ordinary_addresses_are_known():
    assert all(map(is_plain_address, ("a.b@x-y.test", "ann+news@mail.example.org", "o_1@A.Example")))
    assert not any(
        map(is_plain_address, ("a@b", "a..b@x.test", ".a@x.test", "a@-x.test", "a@x..test", "a@x.t", "ä@x.test"))
    )


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries(FIELDS), min_size=1, max_size=8))
def test_checking_together_finds_what_checking_each_finds(values):
    rows = [Person(employee_id=f"E{n}", **each) for n, each in enumerate(values)]
    twins = [Person(employee_id=f"E{n}", **each) for n, each in enumerate(values)]
    found = {row.employee_id: error.message_dict for row, error in invalid_rows(rows)}
    expected = {}
    for twin in twins:
        try:
            twin.clean_fields(exclude={"user", "manager", "unit"})
        except Exception as error:
            expected[twin.employee_id] = error.message_dict
    assert found == expected
    for row, twin in zip(rows, twins, strict=True):
        shown = [(repr(row.__dict__[name]), repr(twin.__dict__[name])) for name in FIELDS]
        assert all(ours == theirs for ours, theirs in shown), shown
