"""The check names what is not sound, and only errors fail it."""

import dataclasses
import json
from datetime import timedelta

import pytest
from django.db import connection

from hoshin.audit.services import act
from hoshin.base import clock, events
from hoshin.base.tasks import defer
from hoshin.exchange.transfers.places import FORGET_OLD
from hoshin.measures.models import Measure
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

pytestmark = pytest.mark.sql


def found(run):
    result = run("check", "--format", "json", catch_exceptions=False)
    return result.exit_code, {finding["check"]: finding for finding in json.loads(result.stdout)}


@pytest.fixture(autouse=True)
def proper_key(settings, tmp_path):
    """An installation whose key is closed to others, whatever the machine of the tests has."""
    # Tests need DJANGO_ALLOW_ASYNC_UNSAFE, as browsers leave a loop behind; no installation should have it.
    settings.SILENCED_SYSTEM_CHECKS = [*settings.SILENCED_SYSTEM_CHECKS, "async.E001"]
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data_dir=tmp_path)
    path = tmp_path / "secret-key"
    path.write_text("k" * 64)
    path.chmod(0o600)
    return path


def test_published_figures_are_sound(run, canada):
    code, findings = found(run)
    assert not [finding for finding in findings.values() if finding["severity"] == "error"]
    assert code == 0


def test_orphans_childless_and_weightless_are_named(run, system):
    with act(system, "build"):
        plan = Plan.objects.create(code="P", name="P")
        perspective = Perspective.objects.create(plan=plan, code="FIN", name="F")
        Objective.objects.create(plan=plan, code="LOST", name="Nobody sees me")
        kept = Objective.objects.create(plan=plan, code="KEPT", name="Kept", perspective=perspective)
        measure = Measure.objects.create(code="M", name="M")
        Contribution.objects.create(parent=kept, measure=measure, weight=0)
        events.publish(StructureChanged(plan.pk))
    code, findings = found(run)
    assert code == 1
    assert findings["line_of_sight"]["codes"] == ["LOST"]
    assert findings["no_children"]["codes"] == ["LOST"]
    assert findings["weights"]["codes"] == ["KEPT"]
    assert findings["weights"]["severity"] == "error"
    assert {"no_target", "no_actual", "no_owner"} <= findings.keys()
    assert all(finding["remedy"] for finding in findings.values())


def test_jobs_that_wait_for_a_worker_are_named(run, db):
    defer(FORGET_OLD, at=clock.now() + timedelta(hours=1))
    assert "jobs" not in found(run)[1]
    defer(FORGET_OLD)
    code, findings = found(run)
    assert code == 0
    assert findings["jobs"]["message"] == "1 job waits, and no worker is running."


def test_a_stored_score_that_was_tampered_with(run, canada):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE scorecards_score s SET score = score + 1e-9 FROM scorecards_node n WHERE n.id = s.node_id "
            "AND n.kind = 'plan' AND s.period = '2025-01-01'"
        )
        assert cursor.rowcount == 1
    code, findings = found(run)
    assert (code, findings["stored_scores"]["codes"]) == (1, ["CIF"])
    assert "--find-scores" in findings["stored_scores"]["remedy"]
    again = run("check", "--find-scores", "--format", "json", catch_exceptions=False)
    assert again.exit_code == 0
    assert "stored_scores" not in again.stdout
    assert "found again: 1." in again.stderr


def test_a_formula_that_does_not_parse(run, canada):
    Measure.objects.filter(code="1.2.1").update(formula="1 +")
    code, findings = found(run)
    assert code == 1
    assert "1.2.1" in findings["formulas"]["message"]


def test_a_circle_of_contributions(run, canada):
    first, second = Objective.objects.filter(code__in=["SDG1", "SDG2"]).order_by("code")
    Contribution.objects.create(parent=first, objective=second)
    Contribution.objects.create(parent=second, objective=first)
    code, findings = found(run)
    assert (code, set(findings["cycles"]["codes"])) == (1, {"SDG1", "SDG2"})


def test_a_key_that_others_can_read(run, proper_key):
    proper_key.chmod(0o644)
    code, findings = found(run)
    assert code == 1
    assert "chmod 600" in findings["secret_key"]["remedy"]
