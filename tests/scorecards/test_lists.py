"""Olga looks through long lists: every wish finds the same as looking at each line would."""

import random
from datetime import date, timedelta

import pytest

from hoshin.audit.services import act
from hoshin.base.periods import Period
from hoshin.base.upserts import upsert
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual, withdraw_actual
from hoshin.org.models import Person
from hoshin.scorecards.models import Node, NodeKind, Score
from hoshin.scorecards.selectors import Wish, lines_of, nodes_listed, period_for
from hoshin.scorecards.selectors.catalogue import MOST_COUNTED, PAGE_LINES
from hoshin.scorecards.services import close_period, override_status
from hoshin.strategy.choices import Visibility
from hoshin.strategy.models import Plan
from hoshin.strategy.services import add_objective, set_contribution

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10").start
NAMES = ("Ann Lund", "bo Meyer", "Cy Okafor")


@pytest.fixture
def plan(system, november):
    """A plan whose own score makes October its latest period."""
    plan = Plan.objects.create(code="P", name="Plan")
    Score.objects.create(node=Node.objects.create(plan=plan, kind=NodeKind.PLAN), period=OCTOBER, score=50.0)
    return plan


@pytest.fixture
def filled(plan, system):
    """Fill the plan with so many measures: owners, days and scores of all sorts, of some none."""

    def fill(count):
        chance = random.Random(count)
        owners = [Person.objects.create(employee_id=name, name=name) for name in NAMES]
        rows = []
        for n in range(count):
            values = {"code": f"{n % 7}.{n}", "name": f"{chance.choice(('Days', 'days to answer', 'Cost'))} {n}"}
            values["owner"] = chance.choice([None, *owners])
            values["due_on"] = chance.choice([None, date(2027, 1, 1 + n % 28), date(2026, 9, 1 + n % 28)])
            rows.append((None, values))
        with act(system, "fill"):
            measures = upsert(Measure, rows).created
        nodes = Node.objects.bulk_create([Node(plan=plan, kind=NodeKind.MEASURE, measure=one) for one in measures])
        told = []
        for node in nodes:
            score = chance.choice([None, *range(0, 101, 10)])
            status = 0 if score is None else 1 + (score >= 40) + (score >= 70)
            due_on = node.measure.due_on
            heard_on = due_on and due_on + timedelta(days=chance.randrange(2))
            told.append(Score(node=node, period=OCTOBER, score=score, status=status, observed_on=heard_on))
        Score.objects.bulk_create(told[: -count // 20])
        scores = {row.node_id: row for row in told[: -count // 20]}
        return [(node.measure, scores.get(node.pk)) for node in nodes]

    return fill


def codes(actor, plan, page=1, kind=NodeKind.MEASURE, **wish):
    found = nodes_listed(actor, plan, kind, Wish(**wish), page).page
    return [line.code for line in found]


def counted(code):
    return [int(part) for part in code.split(".")]


KEYS = {
    "code": lambda measure, score: (),
    "name": lambda measure, score: (measure.name.casefold().rpartition(" ")[0], int(measure.name.split()[-1])),
    "owner": lambda measure, score: measure.owner and measure.owner.name.upper(),
    "due": lambda measure, score: measure.due_on,
    "score": lambda measure, score: score and score.score,
    "status": lambda measure, score: score and score.status,
    "updated": lambda measure, score: score and score.observed_on,
}


@pytest.mark.parametrize("sort", KEYS)
@pytest.mark.parametrize("is_down", [False, True])
def test_every_order_is_whole_and_ends_with_what_has_nothing_to_sort_by(office, plan, filled, sort, is_down):
    lines = filled(170)
    wish = f"-{sort}" if is_down else sort
    listed = [code for page in range(1, 5) for code in codes(office, plan, page, sort=wish)]
    assert sorted(listed) == sorted(measure.code for measure, _ in lines)
    by_code = {measure.code: (measure, score) for measure, score in lines}
    keys = [KEYS[sort](*by_code[code]) for code in listed]
    told = [key for key in keys if key is not None]
    assert keys[: len(told)] == sorted(told, reverse=is_down)
    rest = listed[len(told) :]
    assert rest == sorted(rest, key=counted)
    if sort == "code":
        assert listed == sorted(listed, key=counted, reverse=is_down)


WISHES = (
    {"text": "days"},
    {"text": "3.1"},
    {"text": "answer da"},
    {"owner": "lund"},
    {"owner": "Me Bo"},
    {"status": 2},
    {"status": 4, "text": "cost"},
    {"status": 5},
    {"owner": "cy", "text": "6.", "status": 3},
    {"text": "nothing of this"},
)


@pytest.mark.parametrize("count", [170, MOST_COUNTED + 120])
def test_every_wish_finds_what_looking_at_each_line_finds(office, plan, filled, count):
    lines = filled(count)
    nodes = Node.objects.filter(plan=plan, kind=NodeKind.MEASURE).values("pk")
    shown = {line.code: line.status for line in lines_of(office, plan, nodes, period_for(plan)).values()}
    for wish in WISHES:
        fitting = (measure.code for measure, _ in lines if _fits(measure, shown[measure.code], **wish))
        expected = sorted(fitting, key=counted)
        found = nodes_listed(office, plan, NodeKind.MEASURE, Wish(**wish)).page
        assert [line.code for line in found] == expected[:PAGE_LINES], wish
        assert found.count == min(len(expected), MOST_COUNTED + 1), wish
        assert found.has_next == (len(expected) > PAGE_LINES), wish


def _fits(measure, shown, text="", owner="", status=None):
    words = measure.name.casefold().split()
    has_words = all(any(word.startswith(part) for word in words) for part in text.replace(".", " ").split())
    owned = measure.owner.name.casefold().split() if measure.owner else []
    return (
        (not text or measure.code.startswith(text) or has_words)
        and (not owner or all(any(word.startswith(part) for word in owned) for part in owner.casefold().split()))
        and (status is None or shown == status)
    )


def test_a_long_list_is_read_page_by_page_to_its_end(office, plan, filled, django_assert_max_num_queries):
    count = MOST_COUNTED + 120
    wanted = sorted((measure.code for measure, _ in filled(count)), key=counted)
    with django_assert_max_num_queries(9):
        first = nodes_listed(office, plan, NodeKind.MEASURE, Wish(), 1).page
    assert (first.is_counted, first.has_next, first.start_index, first.end_index) == (False, True, 1, PAGE_LINES)
    last = -(-count // PAGE_LINES)
    assert codes(office, plan, last) == wanted[(last - 1) * PAGE_LINES :]
    assert not nodes_listed(office, plan, NodeKind.MEASURE, Wish(), last).page.has_next
    for number in ("x", "-3", "0"):
        assert codes(office, plan, number) == wanted[:PAGE_LINES]
    beyond = nodes_listed(office, plan, NodeKind.MEASURE, Wish(), 10**30).page
    assert beyond.number == MOST_COUNTED // PAGE_LINES
    assert len(beyond.rows) == PAGE_LINES


def test_nobody_finds_what_serves_private_objectives_of_others(office, vera, plan, system, november):
    from hoshin.accounts.access import Actor

    hidden = add_objective(office, plan=plan, code="O1", name="Secret days", visibility=Visibility.PRIVATE)
    shown = add_objective(office, plan=plan, code="O2", name="Open days")
    for objective, code in ((hidden, "M1"), (shown, "M2")):
        set_contribution(office, parent=objective, child=Measure.objects.create(code=code, name=f"Days {code}"))
    viewer = Actor.of(vera, "web")
    for wish in ({}, {"text": "days"}, {"sort": "score"}, {"sort": "-owner"}):
        assert codes(viewer, plan, **wish) == ["M2"]
        assert codes(viewer, plan, kind=NodeKind.OBJECTIVE, **wish) == ["O2"]
        assert set(codes(office, plan, **wish)) == {"M1", "M2"}


def test_a_plan_without_scores_has_an_empty_list(office):
    found = nodes_listed(office, Plan.objects.create(code="N", name="New"), NodeKind.MEASURE, Wish(), 3)
    assert (list(found.page), found.page.count, found.page.number, found.page.has_other_pages) == ([], 0, 1, False)
    assert nodes_listed(office, None, NodeKind.MEASURE, Wish()).period is None


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_status_finds_what_shows_it(enterprise, system, november, is_closed):
    """Late, not due yet, set by hand and official statuses too; October is open, September may be closed."""
    for code, lag in (("k1", 200), ("k2", None), ("new", 0), ("unheard", 200)):
        measure, _ = Measure.objects.get_or_create(code=code, defaults={"name": code})
        Measure.objects.filter(pk=measure.pk).update(close_lag_days=lag)
        set_contribution(system, parent=enterprise.objectives.get(code="OF"), child=measure)
    for code in ("k1", "k2", "k3", "k4") if is_closed else ("k1",):
        withdraw_actual(system, measure=Measure.objects.get(code=code), period=Period.parse("2026-10"))
    if is_closed:
        close_period(system, plan=enterprise, period=Period.parse("2026-09"))
        record_actual(system, measure=Measure.objects.get(code="k1"), period=Period.parse("2026-09"), value=1)
    k4 = Node.objects.get(plan=enterprise, measure__code="k4")
    override_status(system, node=k4, status=1, reason="Being audited", expires_on=date(2026, 12, 1))
    period = period_for(enterprise)
    assert (str(period) == "2026-09") == is_closed
    for kind in (NodeKind.MEASURE, NodeKind.OBJECTIVE):
        nodes = Node.objects.filter(plan=enterprise, kind=kind)
        shown = {line.code: line.status for line in lines_of(system, enterprise, nodes.values("pk"), period).values()}
        for status in range(6):
            found = set(codes(system, enterprise, kind=kind, status=status))
            assert found == {code for code, own in shown.items() if own == status}, (kind, status, shown)
