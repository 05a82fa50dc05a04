"""A statistical office publishes a folder of files; one command makes it a plan."""

import csv

import pytest
from tests.worlds import PUBLISHED

from hoshin.audit.models import Change
from hoshin.exchange.series import import_series
from hoshin.measures.models import Actual, Measure, Target
from hoshin.scorecards.models import Score
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import remove_objective

pytestmark = pytest.mark.sql


@pytest.fixture
def imported(canada_world):
    """Its figures are there already."""


def test_the_folder_imports_without_naming_a_mapping(system):
    assert import_series(system, PUBLISHED).outcomes["measures"].created == 36
    plan = Plan.objects.get(code="CIF")
    assert (plan.provenance, plan.status_scale, plan.frequency, plan.min_coverage) == (
        "published",
        "progress",
        "annual",
        0,
    )
    assert plan.attribution == "Source: Statistics Canada, Canadian Indicator Framework"
    assert [p.name for p in plan.perspectives.all()] == ["People", "Prosperity", "Planet", "Peace and partnership"]
    assert Objective.objects.count() == 17
    assert Objective.objects.get(code="SDG13").perspective.name == "Planet"


def test_every_published_base_and_current_value_is_an_actual(imported):
    with (PUBLISHED / "published.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = dict(Actual.objects.filter(measure__code=row["code"]).values_list("period__year", "value"))
            assert values[int(row["base_year"])] == float(row["base_value"])
            assert max(values) == int(row["current_year"])
            assert values[max(values)] == float(row["current_value"])


def test_years_are_read_by_their_first_four_digits(imported):
    quarters = Actual.objects.filter(measure__code="1.3.1").order_by("period")
    assert [actual.period.year for actual in quarters] == list(range(2015, 2026))
    assert (quarters[0].value, quarters[0].note) == (178.8, "Published as 2015 Q4")
    assert Actual.objects.get(measure__code="11.3.1", period="2005-01-01").note == "Published as 2005-2007"


def test_named_series_and_units_choose_the_headline(imported):
    water = Actual.objects.filter(measure__code="6.3.1").order_by("-period").first()
    assert (water.period.year, water.value) == (2021, 36127599.0)


def test_the_catalogue_defines_the_measures(imported):
    homeless = Measure.objects.get(code="11.1.1")
    assert (homeless.direction, homeless.method, homeless.frequency) == ("lower", "open_sdg", "annual")
    assert (homeless.starts_on.year, homeless.due_on.isoformat()) == (2016, "2028-12-31")
    assert Target.objects.get(measure=homeless).target == 13433.0
    assert Measure.objects.get(code="1.2.1").natural_limit == 100
    assert not Target.objects.filter(measure__code="1.2.1").exists()
    assert all(measure.actuals.exists() for measure in Measure.objects.all())


def test_all_published_scores_come_out_and_all_other_measures_have_one(imported):
    latest = {}
    rows = Score.objects.filter(node__measure__isnull=False).select_related("node__measure").order_by("period")
    for row in rows:
        latest[row.node.measure.code] = row.score
    with (PUBLISHED / "published.csv").open(encoding="utf-8") as file:
        published = {row["code"]: 10 * float(row["score"]) + 50 for row in csv.DictReader(file)}
    assert len(published) == 19
    assert {code: latest[code] for code in published} == pytest.approx(published, abs=0.0001)
    assert len(latest) == 36
    assert None not in latest.values()


def test_importing_again_changes_nothing(imported, system):
    changes = Change.objects.count()
    again = import_series(system, PUBLISHED)
    assert Change.objects.count() == changes
    assert again.total.created == again.total.changed == 0
    assert again.total.unchanged > 400
    assert again.differences == []
    assert again.warnings == []


def test_a_dry_run_says_what_would_happen_and_leaves_nothing(system):
    tried = import_series(system, PUBLISHED, dry_run=True)
    assert tried.outcomes["measures"].created == 36
    assert tried.outcomes["actuals"].created > 300
    assert not Measure.objects.exists()
    assert not Plan.objects.exists()


def test_a_single_file_of_next_year_needs_no_catalogue(imported, system, tmp_path):
    name = "indicator_1-2-1.csv"
    text = (PUBLISHED / "raw" / name).read_text("utf-8")
    (tmp_path / name).write_text(text + '"2026","","","",,75.5\n', encoding="utf-8")
    result = import_series(system, tmp_path / name)
    assert (result.outcomes["actuals"].created, result.outcomes["measures"].unchanged) == (1, 1)
    assert Actual.objects.get(measure__code="1.2.1", period="2026-01-01").value == 75.5


def test_a_goal_without_a_measure_stands_in_the_plan_and_weighs_on_no_score(imported):
    equality = Objective.objects.get(code="SDG5")
    assert (equality.name, equality.perspective.name) == ("Gender equality", "People")
    assert not equality.contributions.exists()
    latest = Score.objects.order_by("-period")
    assert not latest.filter(node__objective=equality).exclude(score=None).exists()
    goals = [latest.filter(node__objective__code=f"SDG{goal}").first().score for goal in (1, 2, 3, 4)]
    people = latest.filter(node__perspective__code="CIF-PEOPLE", node__unit=None).first()
    assert people.score == pytest.approx(sum(goals) / 4)
    assert people.coverage == pytest.approx(0.8)


def test_a_goal_that_was_removed_stays_away(imported, system):
    objective = Objective.objects.get(code="SDG5")
    remove_objective(system, objective=objective)
    import_series(system, PUBLISHED)
    assert not Objective.objects.filter(code="SDG5").exists()
