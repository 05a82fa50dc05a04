"""Dimensions, members and their values come by file and go out as they came."""

import csv

import pytest
from tests.breakdowns.conftest import REGIONS, SHEETS
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, Invalid
from hoshin.base.outcome import Outcome
from hoshin.breakdowns.models import Breakdown, Member, MemberValue
from hoshin.breakdowns.rows import MemberRow, MemberValueRow
from hoshin.breakdowns.services import record_member_values, upsert_members
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.services import define_measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(office, calls, in_time, tmp_path):
    return import_workbook(office, written(tmp_path / "in", SHEETS))


def test_a_workbook_with_members_comes_in_and_goes_out_the_same(office, imported, tmp_path):
    assert imported.outcomes["member_values"] == Outcome(created=10)
    assert {str(b.measure.code): b.together for b in Breakdown.objects.all()} == {"CALLS": "sum", "INTIME": "ratio"}
    share = MemberValue.objects.get(breakdown__measure__code="INTIME", member__code="N1", period="2026-09-01")
    assert share.value == 90.0
    out = export(office, tmp_path / "out")
    assert (out / "members.csv").read_text().splitlines()[2:4] == ["REG,N1,North one,N,0", "REG,N2,North two,N,0"]
    rows = list(csv.DictReader((out / "member_values.csv").open()))
    assert len(rows) == 10
    again = import_workbook(office, out)
    touched = ("dimensions", "members", "breakdowns", "member_values")
    assert [again.outcomes[name] for name in touched] == [
        Outcome(unchanged=1),
        Outcome(unchanged=4),
        Outcome(unchanged=2),
        Outcome(unchanged=10),
    ]


def test_a_correction_keeps_what_was_known_and_history_comes_back(office, imported, tmp_path):
    sheet = {"member_values": "measure,dimension,member,period,value\nCALLS,REG,S,2026-10,44\n"}
    done = import_workbook(office, written(tmp_path / "new", sheet))
    assert done.outcomes["member_values"] == Outcome(changed=1)
    versions = MemberValue.objects.filter(member__code="S", breakdown__measure__code="CALLS", period="2026-10-01")
    assert [(one.value, one.superseded_at is None) for one in versions.order_by("id")] == [(40.0, False), (44.0, True)]
    out = export(office, tmp_path / "history", history=True)
    before = list(versions.order_by("id").values_list("value", "recorded_at"))
    MemberValue.objects.all().delete()
    import_workbook(office, out)
    assert list(versions.order_by("id").values_list("value", "recorded_at")) == before


def test_periods_may_stand_across(office, imported, tmp_path):
    sheet = {"member_values": "measure,dimension,member,2026-07,2026-08\nCALLS,REG,N1,1,2\nCALLS,REG,S,3,\n"}
    done = import_workbook(office, written(tmp_path / "wide", sheet))
    assert done.outcomes["member_values"].created == 3


def test_all_that_is_wrong_is_named_at_once(office, imported, tmp_path):
    sheets = {
        "members": REGIONS + "REG,X,Nowhere,QQ\nREG,N1,North one,S\nREGO,A,A,\n",
        "member_values": (
            "measure,dimension,member,period,value,numerator,denominator\n"
            "CALLS,REG,EAST,2026-10,1,,\n"
            "CALLS,REGG,S,2026-10,1,,\n"
            "CALS,REG,S,2026-10,1,,\n"
            "CALLS,REG,S,2026,1,,\n"
            "CALLS,REG,N2,2026-10,1,,\n"
            "CALLS,REG,North two,2026-10,2,,\n"
            "INTIME,REG,S,2026-10,,5,0\n"
        ),
    }
    with pytest.raises(Invalid) as error:
        import_workbook(office, written(tmp_path / "bad", sheets))
    found = {(p.sheet, p.row, p.field, p.code) for p in error.value.problems}
    assert found == {
        ("members", 6, "parent", "unknown"),
        ("members", 7, "parent", "duplicate"),
        ("members", 8, "dimension", "unknown"),
        ("member_values", 2, "member", "unknown"),
        ("member_values", 3, "dimension", "unknown"),
        ("member_values", 4, "measure", "unknown"),
        ("member_values", 5, "period", "period"),
        ("member_values", 7, "period", "duplicate"),
        ("member_values", 8, "denominator", "invalid"),
    }
    assert Member.objects.count() == 4


def test_members_form_trees(office, imported, tmp_path):
    circle = {"members": "dimension,code,name,parent\nREG,N,North,N1\n"}
    with pytest.raises(Invalid, match="circle"):
        import_workbook(office, written(tmp_path / "circle", circle))
    with pytest.raises(Invalid, match="tree"):
        upsert_members(office, [MemberRow("REG", "N", "North", parent="N2")])


def test_sums_that_differ_are_named(office, imported, tmp_path):
    """Members that make more than the total overlap; so do those within a member that make more than it."""
    assert [str(one) for one in imported.warnings if "make" in str(one)] == []
    sheet = {"member_values": "measure,dimension,member,period,value\nCALLS,REG,N,2026-10,70\nCALLS,REG,S,2026-10,60\n"}
    folder = written(tmp_path / "more", sheet)
    told = [str(one) for one in import_workbook(office, folder).warnings]
    assert [one for one in told if "the members make 130, the total is 120" in one and "overlap" in one]
    assert [one for one in told if "the parts of N make 80, more than its own 70" in one]
    assert [one for one in import_workbook(office, folder).warnings if "make" in str(one)] == []


def test_whoever_was_faster_wins_and_nothing_is_lost(office, imported):
    value = MemberValue.objects.get(member__code="S", breakdown__measure__code="CALLS", period="2026-10-01")
    row = MemberValueRow(value.breakdown_id, value.member_id, value.period, value=41.0)
    assert record_member_values(office, [row], expected=[value.pk]) == Outcome(changed=1)
    with pytest.raises(Conflict) as error:
        record_member_values(office, [row], expected=[value.pk])
    assert error.value.rows == (1,)
    nothing = MemberValueRow(value.breakdown_id, value.member_id, value.period)
    assert record_member_values(office, [nothing]) == Outcome(changed=1)


def test_values_are_recorded_by_whoever_records_those_of_the_measure(carl, imported, office):
    value = MemberValue.objects.filter(superseded_at=None).first()
    row = MemberValueRow(value.breakdown_id, value.member_id, value.period, value=41.0)
    with pytest.raises(Denied):
        record_member_values(Actor.of(carl, "web"), [row])


def test_an_import_of_values_is_taken_back(office, imported):
    value = MemberValue.objects.get(member__code="S", breakdown__measure__code="CALLS", period="2026-10-01")
    record_member_values(
        office, [MemberValueRow(value.breakdown_id, value.member_id, value.period, value=41.0, note="again")]
    )
    change = Change.objects.order_by("-id").first()
    assert change.summary or change.verb == "record_member_values"
    undo(office, change=change)
    held = MemberValue.objects.get(
        member=value.member, breakdown=value.breakdown, period=value.period, superseded_at=None
    )
    assert (held.value, held.note) == (40.0, "")


def test_a_member_of_another_dimension_is_refused(office, imported):
    other = define_measure(office, code="OTHER", name="Other")
    with pytest.raises(Invalid):
        record_member_values(office, [MemberValueRow(10**9, Member.objects.first().pk, "2026-10-01", value=1.0)])
    assert not other.breakdowns.exists()
