"""The same file again changes nothing, as people write it: codes in any case, empty cells, what follows said otherwise."""

import json

import pytest
from tests.agreements.a_goal import terms
from tests.okrs.goals import quarter, written

from hoshin.accounts.access import Actor
from hoshin.exchange.workbook import import_workbook
from hoshin.okrs.models import Commitment
from hoshin.org.services import add_person

pytestmark = pytest.mark.django_db


def test_the_same_file_again_changes_nothing(supplied_world, november, office, carl, tmp_path):
    own = Actor.of(carl, "web")
    quarter(office, code="2026-Q4")
    add_person(office, employee_id="M1", name="Mona")
    whole, draft = written(own), written(own, name="Begun", key_results=())
    assert (whole.objective.code, draft.objective.code, draft.is_draft) == ("P1-1", "P1-2", True)
    agreed = json.dumps(terms().as_kept()).replace('"', '""')
    sheets = {
        "cycles": ["code,name,starts_on,ends_on,closed_on", "2026-q3,Third,2026-07-01,2026-09-30,"],
        # The second is a draft whatever the file says, and the first is none.
        "commitments": [
            "objective,cycle,draft,ambition,archived_on,agreed",
            "p1-1,2026-q4,yes,,,",
            "p1-2,2026-q4,no,committed,,",
        ],
        "cycle_results": ["cycle,objective,decision,score,grade", "2026-Q3,p1-1,,50,0.5", "2026-q3,P1-2,drop,,"],
        "key_results": [
            "code,objective,name,measure,direction,baseline,target,current,weight,due_date,unit_of_measure",
            "kr1,p1-1,Offers,,,0,20,3,,,",
            "kr2,p1-1,Days,,lower,9,4,,2,2026-12-15,days",
            "x,p1-1,,rev,,,,,3,,",
        ],
        "agreements": ["objective,agreed_at,owner,counterpart,terms", f'p1-1,2026-11-20T10:00:00Z,p1,m1,"{agreed}"'],
        "check_ins": [
            "key_result,objective,date,value,confidence,note,by,proposed,status,why,late",
            "p1-1.1,,2026-11-20,4,3,On the way,p1,,,,",
            "p1-1.2,p1-1,2026-11-20,,,,P1,,off_track,Nobody is there,",
        ],
    }
    for name, rows in sheets.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n")
    first = import_workbook(office, tmp_path)
    assert first.total.created > 0
    assert dict(Commitment.objects.values_list("objective__code", "is_draft")) == {"P1-1": False, "P1-2": True}
    again = import_workbook(office, tmp_path)
    told = {name: (one.created, one.changed) for name, one in again.outcomes.items() if one.created or one.changed}
    assert told == {}
