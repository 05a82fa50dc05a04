"""A stranger writes a mapping for files of their own; next year they bring the files alone."""

import zipfile
from datetime import date

import pytest
from tests.measures.a_target import set_target

from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.base.outcome import Outcome
from hoshin.exchange.models import SeriesMapping
from hoshin.exchange.result import Difference
from hoshin.exchange.series import import_series, is_series, parse_mapping
from hoshin.measures.models import Actual, Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Contribution, Objective, Perspective

MAPPING = """
name = "utopia"
[catalogue]
file = "list.csv"
columns = { code = "id", name = "title", goal_code = "goal", goal_name = "goal title", file = "csv", target = "wanted" }
[files]
period = "TIME"
value = "OBS"
ignored = ["flag"]
missing = [":"]
[measure]
base_year = 2010
target_year = 2030
[plan]
code = "UTOPIA"
name = "Utopia in figures"
attribution = "Source: Utopia"
[objectives]
code = "G{goal}"
"""
LIST = "id,title,goal,goal title,csv,wanted\nU1,Happiness,1,Joy,u1.csv,90\nU2,Sunshine,2,Light,data/u2.csv,\n"
U1 = "TIME,sex,flag,OBS\n2010,,p,50\n2010,F,,51\n2011,,,:\n2012,,,60\n"
U2 = "time;region;obs\n2010;;1,5\n2011;North;9\n2011;;2,5\n"


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path / "utopia", {"series.toml": MAPPING, "list.csv": LIST, "u1.csv": U1, "data/u2.csv": U2})


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def values(code):
    return {a.period.year: a.value for a in Actual.objects.filter(measure__code=code, superseded_at=None)}


def test_a_folder_with_its_own_mapping(system, folder):
    result = import_series(system, folder)
    assert result.outcomes["measures"] == Outcome(created=2)
    assert values("U1") == {2010: 50, 2012: 60}
    assert values("U2") == {2010: 1.5, 2011: 2.5}
    assert Measure.objects.get(code="U1").starts_on == date(2010, 1, 1)
    assert Perspective.objects.get().name == "Utopia in figures"
    assert set(Objective.objects.values_list("code", "name")) == {("G1", "Joy"), ("G2", "Light")}
    assert Difference("targets", "U1", "target", "", "90") in result.differences


def test_next_year_needs_no_mapping_and_a_single_file_is_enough(system, folder):
    import_series(system, folder)
    assert SeriesMapping.objects.get().name == "utopia"
    (folder / "series.toml").unlink()
    (folder / "u1.csv").write_text(U1.replace("2012,,,60", "2012,,,61") + "2013,,,70\n")
    assert is_series(folder)
    result = import_series(system, folder)
    assert result.outcomes["actuals"] == Outcome(created=1, changed=1, unchanged=3)
    assert result.differences == [Difference("actuals", "U1 2012-01-01", "value", "60", "61")]
    (folder / "u1.csv").write_text(U1.replace("2012,,,60", "2012,,,61") + "2013,,,70\n2014,,,80\n")
    alone = import_series(system, folder / "u1.csv")
    assert alone.outcomes["actuals"] == Outcome(created=1, unchanged=3)
    assert values("U1")[2014] == 80


def test_a_zip_of_the_folder(system, folder, tmp_path):
    packed = tmp_path / "utopia.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.rglob("*.*"):
            archive.write(path, path.relative_to(tmp_path))
        archive.writestr("../outside.csv", "TIME,OBS\n")
    assert import_series(system, packed).outcomes["measures"].created == 2
    assert not (tmp_path.parent / "outside.csv").exists()


def test_what_people_added_survives_the_next_import(system, folder):
    import_series(system, folder)
    ines = Person.objects.create(employee_id="1", name="Ines")
    Measure.objects.filter(code="U1").update(owner=ines, is_key=True)
    Objective.objects.filter(code="G1").update(owner=ines, description="why", weight=2)
    Contribution.objects.filter(measure__code="U1").update(weight=3)
    Contribution.objects.create(parent=Objective.objects.get(code="G2"), measure=Measure.objects.get(code="U1"))
    set_target(system, measure=Measure.objects.get(code="U2"), target=5)
    again = import_series(system, folder)
    assert (again.total.created, again.total.changed) == (0, 0)
    assert Objective.objects.get(code="G1").owner == ines
    assert Measure.objects.get(code="U1").is_key
    assert sorted(Contribution.objects.filter(measure__code="U1").values_list("weight", flat=True)) == [1, 3]
    assert again.warnings == ["U2: its target of 5 is not in the catalogue; it stays."]


def test_what_looks_like_a_slip_is_named_once_and_taken_as_published(system, folder):
    """As about every other value: a hundredfold of everything else."""
    (folder / "u1.csv").write_text(
        "TIME,sex,OBS\n2010,,50\n2011,,52\n2012,,51\n2013,,53\n2014,,5300\n", encoding="utf-8"
    )
    tried = import_series(system, folder, dry_run=True)
    result = import_series(system, folder)
    [word] = [str(word) for word in result.warnings]
    said = "5,300 is more than ten times beyond everything seen of U1 (53 at most). Look whether it is meant."
    assert word == f"U1, 2014: {said}"
    assert [str(one) for one in tried.warnings] == [word]
    assert values("U1")[2014] == 5300
    assert import_series(system, folder).warnings == []


def test_all_faults_are_named_at_once_and_nothing_is_written(system, folder):
    (folder / "list.csv").write_text(LIST.replace(",90", ",ninety") + "U3,Rain,1,Joy,u2.csv,\nU3,Snow,1,Joy,u1.csv,\n")
    (folder / "u1.csv").write_text(U1 + "later,,,3\n2015,,,lots\n2015,F,,n/a\n")
    with pytest.raises(Invalid) as error:
        import_series(system, folder)
    found = {(p.sheet, p.row, p.field, p.value) for p in error.value.problems}
    assert found == {
        ("list", 2, "wanted", "ninety"),
        ("list", 5, "code", "U3"),
        ("list", 4, "csv", "u2.csv"),
        ("u1.csv", 6, "TIME", "later"),
        ("u1.csv", 7, "OBS", "lots"),
    }
    assert "Did you mean data/u2.csv?" in str(error.value)
    assert all(problem.remedy for problem in error.value.problems)
    assert not Measure.objects.exists()
    assert not SeriesMapping.objects.exists()


def test_columns_and_directions_that_are_not_there(system, folder):
    directed = MAPPING.replace('code = "id"', 'code = "id", direction = "way"')
    listed = "id,title,goal,goal title,csv,wanted,way\nU1,Happiness,1,Joy,u1.csv,90,hihger\n"
    written(folder, {"series.toml": directed, "list.csv": listed, "u1.csv": "TIM,OBS\n2010,1\n"})
    with pytest.raises(Invalid) as error:
        import_series(system, folder)
    assert [(p.field, p.value, p.remedy) for p in error.value.problems] == [
        ("way", "hihger", "Did you mean higher?"),
        ("TIME", "", "Did you mean TIM? Name the right column under [files]."),
    ]


@pytest.mark.parametrize(("several", "value"), [("first", 1), ("last", 4), ("mean", 2.5)])
def test_a_rule_decides_between_several_values_of_a_year(system, folder, several, value):
    written(folder, {"u1.csv": "TIME,OBS\n2010 Q1,1\n2010 Q4,4\n2011,5\n"})
    with pytest.raises(Invalid, match="U1 has 2 headline values"):
        import_series(system, folder)
    written(folder, {"series.toml": MAPPING.replace("[files]", f'[files]\nseveral = "{several}"')})
    result = import_series(system, folder)
    assert values("U1") == {2010: value, 2011: 5}
    assert len([warning for warning in result.warnings if "several headline values for 2010" in warning]) == 1


def test_a_file_without_headline_gives_a_measure_without_values_and_says_why(system, folder):
    written(folder, {"u1.csv": "TIME,sex,OBS\n2010,F,1\n2010,M,2\n"})
    result = import_series(system, folder)
    assert result.warnings == [
        "U1: u1.csv has no headline series: every row is split by sex. Choose rows with where in the mapping."
    ]
    assert values("U1") == {}
    chosen = MAPPING.replace("[files]", '[files]\nwhere = { sex = "F" }')
    written(folder, {"series.toml": chosen})
    import_series(system, folder)
    assert values("U1") == {2010: 1}


def test_measures_can_be_listed_in_the_mapping(system, tmp_path):
    mapping = """
name = "rain"
[files]
period = "month"
period_form = "written"
value = "mm"
[measure]
frequency = "monthly"
method = "attainment"
aggregation = "sum"
[plan]
code = "RAIN"
name = "Rain"
frequency = "monthly"
[[measures]]
code = "RAIN-N"
name = "Rain in the north"
direction = "lower"
target = 10
file = "rain.csv"
where = { region = "north" }
[[measures]]
code = "RAIN-S"
name = "Rain in the south"
file = "rain.csv"
where = { region = "south" }
"""
    folder = written(
        tmp_path, {"series.toml": mapping, "rain.csv": "month,region,mm\n2026-01,north,3\n2026-01,south,4\n"}
    )
    import_series(system, folder)
    assert [(a.measure.code, a.period, a.value) for a in Actual.objects.order_by("id")] == [
        ("RAIN-N", date(2026, 1, 1), 3),
        ("RAIN-S", date(2026, 1, 1), 4),
    ]
    assert Measure.objects.get(code="RAIN-N").direction == "lower"


def test_a_mapping_with_mistakes_names_all_of_them():
    broken = MAPPING.replace("period =", "perriod =").replace('name = "utopia"', "").replace("2030", '"2030"')
    with pytest.raises(Invalid) as error:
        parse_mapping(broken.replace("G{goal}", "G"))
    assert {problem.field for problem in error.value.problems} == {
        "name",
        "files.period",
        "files.perriod",
        "measure.target_year",
        "objectives.code",
    }
    assert "Did you mean period or period_form?" in str(error.value)
    with pytest.raises(Invalid, match="no TOML"):
        parse_mapping("name = ")


def test_files_outside_of_the_folder_are_never_opened(system, folder):
    written(folder.parent, {"secret.csv": "TIME,OBS\n2010,1\n"})
    written(folder, {"list.csv": LIST.replace("u1.csv", "../secret.csv")})
    with pytest.raises(Invalid, match="The file of U1 is not there"):
        import_series(system, folder)


def test_nothing_fits(system, tmp_path, vera):
    from hoshin.accounts.access import Actor

    written(tmp_path, {"some.csv": "a,b\n1,2\n"})
    assert not is_series(tmp_path)
    with pytest.raises(Invalid, match="canada"):
        import_series(system, tmp_path)
    with pytest.raises(NotFound, match="Did you mean canada"):
        import_series(system, tmp_path, mapping="canadaa")
    with pytest.raises(NotFound):
        import_series(system, tmp_path / "nowhere")
    with pytest.raises(Invalid, match="No mapping used here knows"):
        import_series(system, tmp_path / "some.csv")
    with pytest.raises(Denied):
        import_series(Actor.of(vera, "web"), tmp_path)


A_SERIES = """
name = "one"
[plan]
code = "ONE"
name = "One"
[files]
period = "Year"
value = "Value"
where = { %s }
[measure]
method = "open_sdg"
base_year = 2015
[[measures]]
code = "M"
name = "Measure"
goal_code = "1"
goal_name = "Goal"
file = "a.csv"
"""


@pytest.mark.parametrize(
    ("where", "column", "told"),
    [
        ('Sexx = "Total"', "Sexx", "Did you mean Sex?"),
        ('Sex = "Totl"', "Sex", "Did you mean Total?"),
        ('Sex = "Everybody"', "Sex", "There are: Total."),
        ('Colour = "red"', "Colour", "Year, Sex, Value"),
    ],
)
def test_rows_chosen_by_what_is_not_there_are_refused(system, tmp_path, where, column, told):
    (tmp_path / "a.csv").write_text("Year,Sex,Value\n2015,Total,10\n2023,Total,12\n2015,,99\n2023,,98\n")
    (tmp_path / "series.toml").write_text(A_SERIES % where)
    with pytest.raises(Invalid) as refused:
        import_series(system, tmp_path)
    (problem,) = refused.value.problems
    assert (problem.field, told in f"{problem.message} {problem.remedy}") == (column, True), str(problem.remedy)
    (tmp_path / "series.toml").write_text(A_SERIES % 'Sex = "Total"')
    import_series(system, tmp_path)
