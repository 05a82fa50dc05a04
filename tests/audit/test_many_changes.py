"""The trail among 100,000 changes: read from indexes, with few queries, also where most of it may not be seen."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.slices import said_by_slices

from hoshin.accounts.access import Actor
from hoshin.audit import tracked as declared
from hoshin.audit.selectors import history, trail
from hoshin.audit.sight import sight_of
from hoshin.org.models import Unit
from hoshin.org.services import add_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = 100_000


@pytest.fixture
def unit(office):
    """A unit with one change of its own, below very many changes of others."""
    unit = add_unit(office, code="N", name="North")
    Unit.objects.bulk_create(Unit(code=f"H{number}", name="Hidden") for number in range(1_000))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_change (at, actor_name, face, verb, facts, summary, note, touched, through, through_name) "
            "SELECT now(), 'Ada', 'web', 'change_unit', '{\"code\": \"H\"}', '', '', '{\"org_unit\": 1}', '', '' "
            "FROM generate_series(1, %s)",
            [MANY],
        )
        cursor.execute(
            'INSERT INTO audit_entry (change_id, at, "table", "row", operation, before, after) '
            "SELECT c.id, now(), 'org_unit', u.id, 'U', '{\"name\": \"a\"}', '{\"name\": \"b\"}' FROM audit_change c "
            "JOIN org_unit u ON u.code = 'H' || mod(c.id, 1000) WHERE c.actor_name = 'Ada'"
        )
        for table in ("audit_change", "audit_entry", "org_unit"):
            cursor.execute(f"ANALYZE {table}")
    return unit


def looked_at(do):
    """What was answered, the number of queries, and the plans in which a table of the trail is read from end to end."""
    with CaptureQueriesContext(connection) as captured:
        answer = do()
    scans = []
    for query in captured.captured_queries:
        if query["sql"].lstrip().startswith(("SELECT", "(SELECT")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            if "Seq Scan on audit_" in plan:
                scans.append(query["sql"] + "\n" + plan)
    return answer, len(captured), scans


def test_whoever_sees_everything_and_the_office_read_a_page_as_quickly_as_ever(ada, office, unit):
    administrator = Actor.of(ada, "web")
    # What people keep for themselves is theirs alone.
    own = {"desk_favourite", "desk_savedview", "notices_noticesettings"}
    own |= {"feedback_feedback", "feedback_feedbackrequest", "agreements_proposal", "agreements_response"}
    own |= {
        f"meetings_{name}"
        for name in ("oneonone", "meeting", "agendaitem", "actionitem", "privatenote", "calendaraddress")
    }
    # What was removed is its author's alone.
    own.add("discussion_comment")
    # Of a person for them alone, or seen through a measure.
    own |= {"signals_signal", "signals_signalevent", "signals_watchedmeasure"}
    own |= {"breakdowns_breakdown", "breakdowns_membervalue"}
    # No role opens a scenario of somebody else.
    own |= {"scenarios_scenario", "scenarios_scenarioassumption", "scenarios_scenarioreader"}
    # Where somebody stands, what came of it and what is written about them is nobody's by a role.
    own |= {f"growth_{name}" for name in ("developmentaction", "developmentplan", "learningrecord", "learningrequest")}
    own |= {f"growth_{name}" for name in ("caseitem", "competencyevidence", "criticalrole", "promotioncase")}
    own |= {"growth_skillassessment", "growth_successor", "pulse_actionplan", "pulse_namedanswer"}
    written = ("calibrationchange", "formanswers", "outsideanswers", "raterfinding", "reviewappeal")
    own |= {f"reviews_{name}" for name in written}
    own.add("reviews_reviewresult")
    own |= said_by_slices("TRAIL_IN_PART").keys()
    assert _seen_in_part(administrator) == own
    _reads_from_indexes(administrator, unit)
    # Grants of others, and what administrators do with people's data, are not for the office to see.
    hidden = {"org_grantedrelation", "personal_dataexport", "personal_erasure", "personal_retentionrules"}
    assert _seen_in_part(office) == {*hidden, *own}
    _reads_from_indexes(office, unit)


def _seen_in_part(actor):
    sight = sight_of(actor)
    some = [entry for entry in (*declared.tracked(), *declared.appended()) if not sight.sees_every(entry.table)]
    rows = {entry.table: sight.rows_of(entry.table, entry.model._base_manager.all()) for entry in some}
    return {table for table, seen in rows.items() if not seen.query.is_empty()}


def _reads_from_indexes(actor, unit):
    for do in (
        lambda: trail(actor),
        lambda: trail(actor, table="org_unit"),
        lambda: trail(actor, table="org_unit", code="N"),
        lambda: history(actor, table="org_unit", row=unit.pk),
    ):
        found, count, scans = looked_at(do)
        assert found.changes
        assert count <= 15
        assert scans == []


def test_a_page_of_which_almost_all_is_hidden_goes_on_behind_it(office, unit, monkeypatch):
    said = dict(declared._declared())
    said["org_unit"] = replace(said["org_unit"], seen_by=lambda actor: Unit.objects.filter(code="N"))
    monkeypatch.setattr(declared, "_declared", lambda: said)
    found, count, scans = looked_at(lambda: trail(office))
    assert (found.changes, found.before is not None, scans) == ([], True, [])
    assert count <= 15
    found, count, scans = looked_at(lambda: history(office, table="org_unit", row=unit.pk))
    assert [shown.summary for shown in found.changes] == ["Unit North added"]
    assert (count <= 15, scans) == (True, [])
