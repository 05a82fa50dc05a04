"""Work for an objective: who sees and writes it, how it stands, and what moves when a step slips. It is 23 November 2026."""

from datetime import date, timedelta

import pytest

from hoshin.audit.models import Change
from hoshin.audit.undo import undo
from hoshin.base.errors import Conflict, Denied, HoshinError, Invalid, NotFound
from hoshin.initiatives.models import Baseline, Initiative, Milestone, MilestoneDependency
from hoshin.initiatives.notices import LATE
from hoshin.initiatives.policies import initiatives_visible_to
from hoshin.initiatives.reasons import reason_of
from hoshin.initiatives.selectors import (
    InitiativesWanted,
    costs_of,
    effect_of,
    initiative_by_code,
    initiatives_listed,
    planned_milestones,
    shown_initiatives,
    standing_of,
)
from hoshin.initiatives.services import (
    add_initiative,
    add_milestone,
    agree_baseline,
    change_initiative,
    change_milestone,
    move_milestones,
    set_cost,
    set_status,
)
from hoshin.initiatives.templates import TEMPLATES, drafts_of
from hoshin.measures.models import Actual
from hoshin.measures.services import define_measure
from hoshin.notices.models import Notice
from hoshin.org.models import Organisation
from hoshin.strategy.services import set_contribution


def step(row, code):
    return Milestone.objects.select_related("initiative").get(initiative=row, code=code)


def test_it_is_as_open_as_what_it_serves(team, desk):
    secret = add_initiative(
        team.as_of("olga"), code="I2", name="Sell the yard", effects={team.secret: (None, None)}, team=[team.hans]
    )
    idle = add_initiative(team.as_of("olga"), code="I3", name="For nothing yet")
    seen = {name: set(initiatives_visible_to(team.as_of(name))) for name in ("olga", "vera", "hans", "carl", "mia")}
    assert seen["olga"] == {desk, secret, idle}
    assert seen["vera"] == {desk, secret}
    assert seen["hans"] == {desk, secret}
    assert seen["carl"] == seen["mia"] == {desk}
    with pytest.raises(NotFound):
        initiative_by_code(team.as_of("carl"), "I2")


def test_what_it_serves_beside_stays_hidden_and_stays(team, desk):
    change_initiative(
        team.as_of("olga"), initiative=desk, effects={team.objective: (0.2, 0.4), team.secret: (0.5, 0.5)}
    )
    carl = team.as_of("carl")
    assert [one.objective.code for one in shown_initiatives(carl, [desk])[0].serves] == ["O1"]
    change_initiative(carl, initiative=desk, effects={team.objective: (0.1, 0.3)})
    assert sorted(desk.effects.values_list("objective__code", "low")) == [("O1", 0.1), ("O2", 0.5)]


@pytest.mark.parametrize("name", ["hans", "vera"])
def test_only_its_own_people_change_it(team, desk, name):
    with pytest.raises(Denied):
        change_initiative(team.as_of(name), initiative=desk, name="Mine")
    with pytest.raises(Denied):
        change_milestone(team.as_of(name), milestone=step(desk, "M2"), done_on=date(2026, 11, 20))


def test_a_contributor_starts_only_what_is_theirs(team):
    with pytest.raises(Denied, match="that you own"):
        add_initiative(team.as_of("carl"), code="I9", name="Hers", owner=team.vera)


def test_progress_follows_from_milestones_and_the_reason_says_how(team, desk):
    found = standing_of(desk)
    assert (found.progress, found.expected, found.late, found.late_days) == (0.25, 0.75, 1, 13)
    assert (found.status, found.by) == ("off_track", "pace")
    assert (
        reason_of(desk, found)
        == "25 % of the work is done where 75 % should be. 1 of 3 milestones is late, by 13 days."
    )
    change_milestone(team.as_of("carl"), milestone=step(desk, "M2"), completion=0.8)
    assert standing_of(desk).status == "at_risk"
    change_milestone(team.as_of("carl"), milestone=step(desk, "M2"), is_cancelled=True)
    found = standing_of(desk)
    assert (found.status, found.progress, found.is_rescoped) == ("on_track", 0.5, True)


def test_done_late_counts_as_done_and_says_how_late(team, desk):
    done = planned_milestones(team.as_of("carl"), [desk])[desk.pk][0]
    assert (done.row.completion, done.late_days, done.is_late) == (1.0, 4, False)


def test_past_its_due_date_it_is_never_on_track(team, desk):
    desk = change_initiative(team.as_of("carl"), initiative=desk, due_date=date(2026, 11, 20))
    change_milestone(team.as_of("carl"), milestone=step(desk, "M2"), done_on=date(2026, 11, 9))
    assert (standing_of(desk).status, standing_of(desk).by) == ("at_risk", "due")
    change_milestone(team.as_of("carl"), milestone=step(desk, "M3"), done_on=date(2026, 11, 9))
    assert standing_of(desk).status == "done"


@pytest.mark.parametrize("weight", [None, 0.0])
def test_without_anything_that_weighs_nothing_is_known(team, weight):
    row = add_initiative(team.as_of("carl"), code="I4", name="Empty", owner=team.carl)
    if weight is not None:
        add_milestone(team.as_of("carl"), initiative=row, name="Weightless", due_date=date(2027, 1, 1), weight=weight)
    found = standing_of(row)
    assert (found.status, found.progress) == ("no_data", None)
    assert ("weigh 0" if weight is not None else "no milestones") in reason_of(row, found)


def test_a_status_by_hand_has_a_reason_and_an_end(team, desk):
    carl = team.as_of("carl")
    with pytest.raises(Invalid, match="reason"):
        set_status(carl, initiative=desk, status="on_track", until=date(2026, 12, 31))
    with pytest.raises(Invalid, match="until when"):
        set_status(carl, initiative=desk, status="on_track", reason="The supplier confirmed.")
    with pytest.raises(Invalid, match="over"):
        set_status(carl, initiative=desk, status="on_track", reason="So.", until=date(2026, 11, 1))
    said = set_status(carl, initiative=desk, status="on_track", reason="Confirmed.", until=date(2026, 12, 31))
    assert (standing_of(said).status, standing_of(said).by) == ("on_track", "hand")
    assert "Confirmed." in reason_of(said, standing_of(said))
    said.status_until = date(2026, 11, 22)
    assert standing_of(said).status == "off_track"
    assert set_status(carl, initiative=desk, status="").status_reason == ""


def test_what_waits_is_moved_as_far_as_it_must_be_and_before_it_is_saved_that_is_told(team, desk):
    carl, late = team.as_of("carl"), step(desk, "M2")
    assert [row.code for row, _to in effect_of(carl, {late.pk: 14}).moved] == ["M2"]
    effect = effect_of(carl, {late.pk: 30})
    assert [(row.code, to.days, to.is_pushed) for row, to in effect.moved] == [("M2", 30, False), ("M3", 9, True)]
    assert (effect.is_critical, effect.ends, effect.ends_after) == (True, date(2027, 3, 1), date(2027, 3, 10))
    assert step(desk, "M3").due_date == date(2027, 3, 1)
    move_milestones(carl, moves={late: 30}, versions={late.pk: late.version})
    assert (step(desk, "M2").due_date, step(desk, "M3").start_date) == (date(2026, 12, 10), date(2026, 12, 10))
    with pytest.raises(Conflict):
        move_milestones(carl, moves={late: 1}, versions={late.pk: late.version})
    with pytest.raises(Invalid, match="done or cancelled"):
        move_milestones(carl, moves={step(desk, "M1"): 1})


def test_a_move_is_undone_as_one(team, desk):
    move_milestones(team.as_of("carl"), moves={step(desk, "M2"): 30})
    undo(team.as_of("carl"), change=Change.objects.latest("pk"))
    assert (step(desk, "M2").due_date, step(desk, "M3").due_date) == (date(2026, 11, 10), date(2027, 3, 1))


def test_what_waits_elsewhere_stays_and_its_owner_is_told(team, desk):
    other = add_initiative(
        team.as_of("olga"), code="I2", name="New letters", owner=team.vera, effects={team.objective: (None, None)}
    )
    waiting = add_milestone(
        team.as_of("olga"), initiative=other, name="Printed", due_date=date(2026, 11, 30), needs=[step(desk, "M2")]
    )
    move_milestones(team.as_of("carl"), moves={step(desk, "M2"): 30})
    waiting.refresh_from_db()
    assert waiting.due_date == date(2026, 11, 30)
    told = Notice.objects.get(kind="milestone_slipped")
    assert (told.user_id, told.facts["own"], "due" in told.facts) == (team.users["vera"].pk, "Printed", False)
    move_milestones(team.as_of("olga"), moves={step(desk, "M2"): 10})
    waiting.refresh_from_db()
    assert waiting.due_date == date(2026, 12, 20)


@pytest.mark.sql
def test_milestones_do_not_wait_for_each_other(team, desk):
    carl = team.as_of("carl")
    with pytest.raises(Invalid, match="I1/M3 waits for I1/M2 waits for I1/M3"):
        change_milestone(carl, milestone=step(desk, "M2"), needs=[step(desk, "M3")])
    with pytest.raises(Invalid, match="for itself"):
        change_milestone(carl, milestone=step(desk, "M2"), needs=[step(desk, "M2")])
    assert MilestoneDependency.objects.count() == 1


def test_the_critical_path_and_days_to_spare(team, desk):
    found = {one.row.code: one for one in planned_milestones(team.as_of("carl"), [desk])[desk.pk]}
    assert (found["M1"].slack, found["M2"].slack, found["M3"].slack) == (None, 21, 0)
    assert [code for code, one in found.items() if one.is_critical] == ["M3"]


def test_slips_are_told_against_the_plan_that_was_agreed_last(team, desk):
    carl = team.as_of("carl")
    agree_baseline(carl, initiative=desk, note="Board of September")
    move_milestones(carl, moves={step(desk, "M2"): 30})
    assert [one.slip for one in planned_milestones(carl, [desk])[desk.pk]] == [4, 30, 9]
    Baseline.objects.update(agreed_at=Baseline.objects.get().agreed_at - timedelta(days=1))
    agree_baseline(carl, initiative=desk)
    assert [one.slip for one in planned_milestones(carl, [desk])[desk.pk]] == [4, 0, 0]
    assert Baseline.objects.count() == 2


def test_costs_are_in_the_currency_of_the_organisation(team, desk):
    carl = team.as_of("carl")
    Organisation.objects.create(name="North", currency="CAD")
    with pytest.raises(Invalid, match="CAD"):
        add_initiative(carl, code="I5", name="Abroad", owner=team.carl, currency="EUR")
    row = add_initiative(carl, code="I5", name="Here", owner=team.carl, budget=1000.0)
    assert row.currency == "CAD"
    with pytest.raises(Invalid, match="not in USD"):
        set_cost(carl, initiative=row, period="2026-10", planned=5.0, currency="usd")
    with pytest.raises(Invalid, match="not a period"):
        set_cost(carl, initiative=row, period="autumn", planned=5.0)
    set_cost(carl, initiative=row, period="2026-10", planned=100.0, actual=130.0)
    set_cost(carl, initiative=row, period="2026-12", planned=300.0)
    sums = costs_of(carl, row)
    assert (sums.planned, sums.actual, sums.planned_so_far, sums.left) == (400.0, 130.0, 100.0, 870.0)
    assert [line.variance for line in sums.lines] == [30.0, None]
    set_cost(carl, initiative=row, period="2026-12")
    assert costs_of(carl, row).planned == 100.0


def test_its_progress_is_one_measure_and_recorded_once(team, desk):
    olga, carl = team.as_of("olga"), team.as_of("carl")
    measure = define_measure(olga, code="desk", name="Progress of the desk", unit_of_measure="%", owner=team.carl)
    set_contribution(olga, parent=team.objective, child=measure)
    wrong = define_measure(olga, code="days", name="Days", unit_of_measure="days")
    with pytest.raises(Invalid, match="in %"):
        change_initiative(olga, initiative=desk, progress_measure=wrong)
    change_initiative(carl, initiative=desk, progress_measure=measure)
    with pytest.raises(Invalid):
        add_initiative(olga, code="I6", name="Twice", progress_measure=measure)
    change_initiative(carl, initiative=desk, team=[team.vera])
    change_milestone(olga, milestone=step(desk, "M2"), completion=0.5)
    assert list(Actual.objects.filter(superseded_at=None).values_list("measure__code", "value")) == [("desk", 50.0)]


def test_a_template_brings_milestones_that_wait_for_each_other(team, desk):
    row = add_initiative(
        team.as_of("carl"), code="I7", name="Try it", owner=team.carl, start_date=date(2027, 1, 1),
        milestones=drafts_of(team.as_of("carl"), "pilot"),
    )  # fmt: skip
    rows = list(row.milestones.all())
    assert (len(rows), rows[1].start_date, rows[1].due_date) == (5, date(2027, 1, 15), date(2027, 3, 17))
    like = drafts_of(team.as_of("carl"), "i1")
    assert [(one.name, one.to_day, one.needs) for one in like][2] == ("Letters as well", 181, (1,))
    with pytest.raises(NotFound):
        drafts_of(team.as_of("carl"), "I99")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_templates_are_plans(template):
    for at, draft in enumerate(template.drafts):
        assert draft.from_day <= draft.to_day
        assert all(need < at and template.drafts[need].to_day <= draft.to_day for need in draft.needs)


def test_a_late_milestone_is_owed_by_whose_it_is(team, desk):
    def owed(name):
        return [thing.text for thing in LATE.owed_first(team.as_of(name), 5)]

    assert (owed("carl"), owed("olga")) == (["Milestone is late: One number"], [])
    assert list(LATE.owing()) == [team.users["carl"].pk]
    set_status(team.as_of("carl"), initiative=desk, status="stopped", reason="The desk is closed.")
    assert (owed("carl"), LATE.owed(team.as_of("carl"))) == ([], None)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (InitiativesWanted(), ["I1"]),
        (InitiativesWanted(ended=True), ["I1", "I2"]),
        (InitiativesWanted(text="des"), ["I1"]),
        (InitiativesWanted(text="yard"), []),
        (InitiativesWanted(mine=True), ["I1"]),
        (InitiativesWanted(late=True), ["I1"]),
        (InitiativesWanted(status="off_track"), ["I1"]),
        (InitiativesWanted(status="stopped"), ["I2"]),
        (InitiativesWanted(status="on_track"), []),
    ],
)
def test_they_are_found_by_what_is_asked(team, desk, wanted, codes):
    row = add_initiative(team.as_of("olga"), code="I2", name="Old way", effects={team.objective: (None, None)})
    set_status(team.as_of("olga"), initiative=row, status="stopped", reason="No use.")
    assert [one.code for one in initiatives_listed(team.as_of("carl"), wanted)] == codes


def test_what_is_wrong_is_refused(team, desk):
    carl = team.as_of("carl")
    for values in ({"due_date": date(2026, 8, 1)}, {"budget": -1.0}, {"code": "a;b"}):
        with pytest.raises(HoshinError):
            change_initiative(carl, initiative=desk, **values)
    with pytest.raises(Invalid, match="day to come"):
        change_milestone(carl, milestone=step(desk, "M2"), done_on=date(2027, 1, 1))
    with pytest.raises(Invalid):
        change_initiative(carl, initiative=desk, effects={team.objective: (0.5, 0.2)})
    assert Initiative.objects.get(code="I1").version == 1
