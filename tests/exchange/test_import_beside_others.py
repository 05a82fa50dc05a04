"""An import computes first and holds the plan last: nobody who changes it or records values meanwhile is lost or held up."""

import threading

import pytest
from django.db import connection
from tests.exchange.workbooks import written
from tests.patience import PATIENCE
from tests.scorecards.recomputation import differences

from hoshin.accounts.access import Actor
from hoshin.exchange.workbook import import_workbook, importing
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, record_actual
from hoshin.scorecards.assembly import store
from hoshin.scorecards.models import Node, Score
from hoshin.strategy.models import Plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def once_beside(monkeypatch, where, name, act):
    """Has somebody else do something, on a connection of their own, right after a function of ours was called first."""
    called = getattr(where, name)
    done: list[object] = []

    def then(*args, **kwargs):
        result = called(*args, **kwargs)
        if not done:
            done.append(threading.Thread(target=other))
            done[0].start()
            done[0].join(PATIENCE)
            assert not done[0].is_alive(), "the import holds up somebody whom it need not"
        return result

    def other():
        try:
            act()
        finally:
            connection.close()

    monkeypatch.setattr(where, name, then)
    return done


def test_a_definition_that_changed_meanwhile_is_looked_at_again(enterprise, tmp_path, monkeypatch):
    system = Actor.system()
    measure = Measure.objects.get(code="k1")
    change = {"version": measure.version, "name": "Named meanwhile", "description": "Said meanwhile"}
    done = once_beside(monkeypatch, importing, "drafted", lambda: change_measure(system, measure=measure, **change))
    sheets = {"measures": "code,name,unit_of_measure\nk1,As the file has it,days\n"}
    import_workbook(system, written(tmp_path, sheets))
    assert done
    fresh = Measure.objects.get(code="k1")
    assert (fresh.name, fresh.unit_of_measure) == ("As the file has it", "days")
    assert fresh.description == "Said meanwhile", "the file says nothing of it, so what the other one said stays"


@pytest.mark.parametrize("few", [1_000, 3], ids=["a few rows", "rows in a table"])
def test_a_value_that_is_recorded_while_scores_are_computed_counts(enterprise, tmp_path, monkeypatch, few):
    monkeypatch.setattr(store, "FEW", few)
    system = Actor.system()
    k2 = Measure.objects.get(code="k2")

    def record():
        record_actual(system, measure=k2, period="2026-10", value=11.0)

    done = once_beside(monkeypatch, store, "lay_ready", record)
    sheets = {
        "measures": "code,name,objective\nNEW,New,OF\n",
        "targets": "measure,baseline,target\nNEW,0,100\n",
        "actuals": "measure,period,value\nNEW,2026-08,30\nNEW,2026-10,40\n",
    }
    import_workbook(system, written(tmp_path, sheets))
    assert done
    found = Score.objects.get(node=Node.objects.get(measure=k2, unit=None), period="2026-10-01")
    assert found.value == 11.0
    assert Score.objects.filter(node__measure__code="NEW", value=40.0).exists()
    assert differences(Plan.objects.get(code="E")) == []


def test_a_first_value_of_a_new_period_has_all_of_it_computed_again(enterprise, tmp_path, monkeypatch):
    system = Actor.system()
    k2 = Measure.objects.get(code="k2")
    done = once_beside(
        monkeypatch, store, "lay_ready", lambda: record_actual(system, measure=k2, period="2026-03", value=5.0)
    )
    sheets = {"measures": "code,name,objective\nNEW,New,OF\n", "actuals": "measure,period,value\nNEW,2026-08,30\n"}
    import_workbook(system, written(tmp_path, sheets))
    assert done
    assert Score.objects.filter(node__measure__code="k2", period="2026-03-01", value=5.0).exists()
    assert differences(Plan.objects.get(code="E")) == []


def test_two_imports_and_sixteen_who_record_end_in_the_scores_of_a_full_pass(enterprise, tmp_path):
    system, problems = Actor.system(), []

    def file(number):
        codes = [f"F{number}M{n}" for n in range(20)]
        values = "".join(
            f"{code},2026-{month:02},{month + n}\n" for n, code in enumerate(codes) for month in range(1, 11)
        )
        return written(
            tmp_path / str(number),
            {
                "measures": "code,name,objective\n" + "".join(f"{code},{code},OF\n" for code in codes),
                "targets": "measure,baseline,target\n" + "".join(f"{code},0,100\n" for code in codes),
                "actuals": "measure,period,value\n" + values,
            },
        )

    def run(act):
        try:
            act()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    def record(client):
        for turn in range(8):
            measure = Measure.objects.get(code=f"k{1 + client % 3}")
            record_actual(system, measure=measure, period=f"2026-{10 - turn % 3:02}", value=float(client + turn))

    acts = [lambda number=number: import_workbook(system, file(number)) for number in range(2)]
    acts += [lambda client=client: record(client) for client in range(16)]
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert problems == []
    assert Measure.objects.filter(code__startswith="F").count() == 40
    assert differences(Plan.objects.get(code="E")) == []
