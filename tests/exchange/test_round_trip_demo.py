"""The demonstration, with its closed months and its status set by hand, comes back to the bit."""

from datetime import timedelta

import pytest
from tests.exchange.test_workbook_round_trip import emptied
from tests.exchange.workbooks import written
from tests.worlds import NOON

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.scorecards.models import ClosedPeriod, Node, Score, StatusOverride
from hoshin.scorecards.selectors import all_lines, closed_periods
from hoshin.scorecards.services import close_period, reopen_period, restore_closed_periods, restore_overrides
from hoshin.strategy.models import Plan
from hoshin.strategy.services import remove_contribution

pytestmark = pytest.mark.django_db
NODE = ("kind", "perspective__code", "objective__code", "measure__code", "unit__code")
FOUND = ("score", "coverage", "status", "reason", "flags", "value", "target", "attainment", "observed_on")
OFFICIAL = ("closed_score", "closed_coverage", "closed_status", "closed_value", "closed_target")


@pytest.fixture
def demo(small_demonstration_world, system):
    """The demonstration as it was at noon of 23 November 2026, a day later."""
    with clock.fixed(NOON + timedelta(days=1)):
        yield system


@pytest.fixture
def own(demo):
    return Plan.objects.get(code="H30-PLAN")


def kept():
    """Every score, present and official, every closed period and every status set by hand, to the last bit."""
    nodes = ("node__plan__code", *(f"node__{name}" for name in NODE))
    return {
        "scores": {tuple(map(repr, row)) for row in Score.objects.values_list(*nodes, "period", *FOUND, *OFFICIAL)},
        "closed": set(ClosedPeriod.objects.values_list("plan__code", "period", "closed_at")),
        "overrides": set(
            StatusOverride.objects.filter(is_withdrawn=False).values_list(
                *nodes, "status", "reason", "starts_on", "expires_on", "set_by"
            )
        ),
    }


def shown(actor):
    """What the scorecards show in each of the last twelve months, without the numbers of nodes."""
    lines = {}
    for plan in Plan.objects.all():
        for period in [Period.containing(NOON.date(), plan.period_frequency).shift(-back) for back in range(1, 12)]:
            for line in all_lines(actor, plan, period=period):
                override = line.override and (line.override.status, line.override.reason, line.override.set_by)
                facts = (line.score, line.status, line.coverage, line.trend, line.delta, line.value, line.restated)
                lines[plan.code, line.kind, line.code, line.unit, str(period)] = repr((facts, override))
    return lines


def assert_same(one, other):
    for name in one:
        assert sorted(one[name] - other[name], key=str)[:3] == sorted(other[name] - one[name], key=str)[:3], name


@pytest.mark.parametrize("name", ["out.xlsx", pytest.param("out", marks=pytest.mark.sql)])
def test_an_empty_installation_gets_the_demonstration_to_the_bit(demo, tmp_path, name):
    before, seen = kept(), shown(demo)
    assert len(before["scores"]) > 5_000
    assert len(before["closed"]) > 10
    assert len(before["overrides"]) == 1
    restated = Score.objects.filter(closed_status__isnull=False).exclude(closed_score=None)
    assert any(row.score != row.closed_score for row in restated)
    path = export(demo, tmp_path / name)
    emptied()
    assert not Score.objects.exists()
    import_workbook(demo, path)
    assert_same(before, kept())
    assert shown(demo) == seen
    trail = Change.objects.latest("id").touched
    assert (trail["scorecards_closedperiod"], trail["scorecards_statusoverride"]) == (len(before["closed"]), 1)


def test_importing_it_twice_changes_nothing(demo, tmp_path):
    path = export(demo, tmp_path / "out")
    emptied()
    import_workbook(demo, path)
    before, changes = kept(), Change.objects.count()
    again = import_workbook(demo, path)
    assert (again.total.created, again.total.changed, again.differences, again.warnings) == (0, 0, [], [])
    assert Change.objects.count() == changes
    assert_same(before, kept())


def test_only_what_was_restated_is_written(demo, own, tmp_path):
    """Of thousands of official figures only those that present knowledge does not give."""
    folder = export(demo, tmp_path / "out")
    rows = (folder / "closed_scores.csv").read_text().splitlines()[1:]
    official = Score.objects.filter(closed_status__isnull=False).count()
    assert 0 < len(rows) < official / 20
    assert any(",measure,FIN-LEV," in row for row in rows)


@pytest.mark.sql
def test_what_counts_no_more_keeps_its_official_figure(demo, own, office, tmp_path):
    """A measure taken out of the plan, another that got its first score after the close: both come back."""
    leaving = own.objectives.get(code="F3").contributions.exclude(measure=None).first()
    remove_contribution(office, contribution=leaving)
    gained = Node.objects.filter(plan=own, kind="measure", is_active=True, unit=None).latest("id")
    last = max(closed_periods(own))
    Score.objects.filter(node=gained, period=last).update(**dict.fromkeys(OFFICIAL))
    before = official()
    path = export(demo, tmp_path / "out")
    emptied()
    import_workbook(demo, path)
    assert official() == before


def official():
    nodes = ("node__plan__code", *(f"node__{name}" for name in NODE))
    rows = Score.objects.filter(closed_status__isnull=False).values_list(*nodes, "period", *OFFICIAL)
    return {tuple(map(repr, row)) for row in rows}


def test_a_private_figure_is_not_exported_to_a_viewer(demo, own, vera, tmp_path):
    own.objectives.filter(code="F3").update(visibility="private")
    folder = export(Actor.of(vera, "web"), tmp_path / "out")
    assert ",F3," not in (folder / "closed_scores.csv").read_text()
    assert ",F3," in (export(demo, tmp_path / "all") / "closed_scores.csv").read_text()


def test_an_import_never_rewrites_an_official_figure(demo, own, office, tmp_path):
    path = export(demo, tmp_path / "out")
    rows = (path / "closed_scores.csv").read_text().splitlines()
    target = next(row for row in rows if ",measure,FIN-LEV," in row).split(",")
    target[5] = "1.5"
    sheet = {"closed_scores": "\n".join([rows[0], ",".join(target)]) + "\n"}
    before = kept()
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "changed", sheet))
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.field) == ("closed_scores", 2, "period")
    assert "Reopen the period" in problem.remedy
    assert_same(before, kept())


@pytest.mark.sql
def test_a_reopened_period_is_closed_again_by_the_import_as_it_was(demo, own, office, tmp_path):
    before, path = kept(), export(demo, tmp_path / "out")
    for start in sorted(closed_periods(own))[-8:]:
        reopen_period(office, plan=own, period=Period(own.period_frequency, start), reason="A rehearsal")
    assert kept()["scores"] != before["scores"]
    result = import_workbook(demo, path)
    assert (result.outcomes["closed_periods"].created, result.total.changed) == (8, 0)
    assert_same(before, kept())


def test_a_period_closed_here_already_keeps_its_time_and_says_so(demo, own, office, tmp_path):
    path = export(demo, tmp_path / "out")
    first = min(closed_periods(own))
    reopened = Period(own.period_frequency, first)
    reopen_period(office, plan=own, period=reopened, reason="A rehearsal")
    close_period(office, plan=own, period=reopened)
    result = import_workbook(demo, path)
    assert result.total.changed == 0
    assert any("1 were closed already at another time" in warning for warning in result.warnings)
    assert ClosedPeriod.objects.get(plan=own, period=first).closed_at == clock.now()


def test_a_dry_run_closes_nothing(demo, own, office, tmp_path):
    sheets = {"closed_periods": "plan,period,closed_at\nH30-PLAN,2026-09,2026-11-20T16:00:00Z\n"}
    before = kept()
    result = import_workbook(office, written(tmp_path / "one", sheets), dry_run=True)
    assert result.outcomes["closed_periods"].created == 1
    assert_same(before, kept())


@pytest.mark.sql
def test_a_status_of_the_file_replaces_the_one_that_stands(demo, own, office, tmp_path):
    head = "plan,kind,code,status,reason,starts_on,expires_on,set_by\n"
    row = "h30-plan,measure,nip-vis,off track,Two more were cancelled,2026-11-01,2026-11,\n"
    path = written(tmp_path / "status", {"status_overrides": head + row})
    result = import_workbook(office, path)
    assert result.outcomes["status_overrides"].changed == 1
    standing = StatusOverride.objects.get(node__measure__code="NIP-VIS", is_withdrawn=False)
    assert (standing.status, standing.expires_on.isoformat()) == (1, "2026-11-30")
    assert StatusOverride.objects.filter(is_withdrawn=True).count() == 1
    assert import_workbook(office, path).total.changed == 0


FAULTS = {
    "an unknown plan": ("closed_periods", "NONE,2026-09,2026-11-20", "plan"),
    "another frequency": ("closed_periods", "H30-PLAN,2026-Q3,2026-11-20", "period"),
    "closed before its end": ("closed_periods", "H30-PLAN,2026-09,2026-09-30T23:00:00Z", "closed_at"),
    "closed in the future": ("closed_periods", "H30-PLAN,2026-09,2027-01-01", "closed_at"),
    "a figure of an open month": ("closed_scores", "H30-PLAN,objective,F3,,2026-10,50,1,at_risk,,", "period"),
    "a score above all": ("closed_scores", "H30-PLAN,objective,F3,,2026-05,101,1,on_track,,", "score"),
    "a figure without status": ("closed_scores", "H30-PLAN,objective,F3,,2026-05,50,1,,,", "status"),
    "a word that is no status": ("closed_scores", "H30-PLAN,objective,F3,,2026-05,50,1,splendid,,", "status"),
    "an unknown objective": ("closed_scores", "H30-PLAN,objective,F99,,2026-05,50,1,at_risk,,", "code"),
    "another plan's objective": ("closed_scores", "CIF,objective,F3,,2026-05,50,1,at_risk,,", "code"),
    "an objective of a unit": ("status_overrides", "H30-PLAN,objective,F3,H30,late,Why,2026-11-01,2026-12-01,", "unit"),
    "no reason": ("status_overrides", "H30-PLAN,objective,F3,,late,,2026-11-01,2026-12-01,", "reason"),
    "an end before the start": (
        "status_overrides",
        "H30-PLAN,objective,F3,,late,W,2026-11-01,2026-10-01,",
        "expires_on",
    ),
    "an end too far away": ("status_overrides", "H30-PLAN,objective,F3,,late,W,2026-11-01,2028-10-01,", "expires_on"),
}
HEADS = {
    "closed_periods": "plan,period,closed_at",
    "closed_scores": "plan,kind,code,unit,period,score,coverage,status,value,target",
    "status_overrides": "plan,kind,code,unit,status,reason,starts_on,expires_on,set_by",
}


def test_every_fault_has_its_place(demo, own, office, tmp_path):
    before = kept()
    for what, (sheet, row, field) in FAULTS.items():
        path = written(tmp_path / what, {sheet: f"{HEADS[sheet]}\n{row}\n"})
        with pytest.raises(Invalid) as refused:
            import_workbook(office, path)
        places = {(problem.sheet, problem.row, problem.field) for problem in refused.value.problems}
        assert (sheet, 2, field) in places, (what, places)
    assert_same(before, kept())


def test_the_same_month_in_two_words_is_a_fault(demo, own, office, tmp_path):
    rows = "H30-PLAN,2026-09,2026-11-20\nH30-PLAN,2026-09-15,2026-11-20\n"
    path = written(tmp_path / "twice", {"closed_periods": f"{HEADS['closed_periods']}\n{rows}"})
    with pytest.raises(Invalid, match="twice"):
        import_workbook(office, path)


def test_a_contributor_may_not_bring_anything_back(carl):
    actor = Actor.of(User.objects.get(pk=carl.pk), "web")
    with pytest.raises(Denied):
        restore_closed_periods(actor, [], [])
    with pytest.raises(Denied):
        restore_overrides(actor, [])
