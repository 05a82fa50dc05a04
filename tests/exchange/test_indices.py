"""Published kinds of indices, said in a workbook alone: a human development index, and one of four levels for 51 holders."""

import math

import numpy as np
import pytest
from tests.exchange.workbooks import written

from hoshin.exchange.workbook import import_workbook
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import side_by_side
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db

# Region, country, life expectancy, expected and mean years of schooling, income per head (2017 PPP $), and the index as it
# was published for 2022.
COUNTRIES = """
EUR CHE 84.3 16.6 13.9 69433 0.967
EUR NOR 83.4 18.6 13.1 69190 0.966
EUR ISL 82.8 19.1 13.8 54688 0.959
EUR DEU 81.0 17.3 14.3 55340 0.950
AMR USA 78.2 16.4 13.6 65565 0.927
AMR BRA 73.4 15.6 8.3 14616 0.760
ASI JPN 84.8 15.5 12.7 43644 0.920
ASI CHN 78.6 15.2 8.1 18025 0.788
ASI IND 67.7 12.6 6.6 6951 0.644
AFR KEN 62.1 11.4 7.7 4808 0.601
AFR NGA 53.6 10.5 7.6 4755 0.548
AFR TCD 53.0 8.2 2.3 1389 0.394
"""
MEASURES = ("LIFE", "EYS", "MYS", "GNI")


def human_development(life, expected, mean, income):
    """The published formula: goalposts 20–85 years, 0–18, 0–15, 100–75,000; the geometric mean of three indices."""

    def index(value, low, high):
        return min(max((value - low) / (high - low), 0.0), 1.0)

    health = index(life, 20, 85)
    education = (index(expected, 0, 18) + index(mean, 0, 15)) / 2
    living = index(math.log(income), math.log(100), math.log(75_000))
    return (health * education * living) ** (1 / 3)


def hdi_workbook():
    rows = [line.split() for line in COUNTRIES.strip().splitlines()]
    regions = dict.fromkeys(row[0] for row in rows)
    units = ["WORLD,World,", *(f"{region},{region},WORLD" for region in regions)]
    units += [f"{row[1]},{row[1]},{row[0]}" for row in rows]
    actuals = [f"{m},2022,{value},{row[1]}" for row in rows for m, value in zip(MEASURES, row[2:6], strict=True)]
    return {
        "organisation": "name,plan,frequency,aggregator\nHuman development,HDI,annual,geomean\n",
        "units": "code,name,parent\n" + "\n".join(units) + "\n",
        "perspectives": "code,name\nHEALTH,A long and healthy life\nEDU,Knowledge\nLIVING,A decent standard of living\n",
        "objectives": "code,name,perspective\nH,Live long,HEALTH\nE,Learn,EDU\nL,Live well,LIVING\n",
        "measures": "code,name,objective,unit_of_measure,frequency,aggregation,across_units,formula,method\n"
        "LIFE,Life expectancy,H,years,annual,last,mean,,attainment\n"
        "EYS,Expected schooling,E,years,annual,last,mean,,attainment\n"
        "MYS,Mean schooling,E,years,annual,last,mean,,attainment\n"
        "GNI,Income,,$,annual,last,mean,,unscored\n"
        "LNGNI,Income as a logarithm,L,,annual,last,none,ln(GNI),attainment\n",
        "targets": "measure,baseline,target\nLIFE,20,85\nEYS,0,18\nMYS,0,15\n"
        f"LNGNI,{math.log(100)!r},{math.log(75_000)!r}\n",
        "actuals": "measure,period,value,unit\n" + "\n".join(actuals) + "\n",
        "holdings": "unit\nWORLD\n",
    }


def unit_scores():
    return dict(Score.objects.filter(node__kind="unit", period__year=2022).values_list("node__unit__code", "score"))


def test_a_human_development_index_comes_out_as_published(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "hdi", hdi_workbook()))
    rows = {row[1]: [float(cell) for cell in row[2:]] for row in map(str.split, COUNTRIES.strip().splitlines())}
    found, expected = unit_scores(), {code: human_development(*row[:4]) for code, row in rows.items()}
    assert {code: found[code] for code in expected} == pytest.approx(
        {c: 100 * v for c, v in expected.items()}, abs=1e-9
    )
    assert sorted(expected, key=found.__getitem__) == sorted(expected, key=expected.__getitem__)
    assert {code: round(found[code] / 100, 3) for code in rows} == pytest.approx(
        {code: row[4] for code, row in rows.items()}, abs=0.0021
    )


def test_regions_and_the_whole_follow_from_the_values_of_their_countries(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "hdi", hdi_workbook()))
    rows = [line.split() for line in COUNTRIES.strip().splitlines()]
    found = unit_scores()
    means = {}
    for region in ("EUR", "AMR", "ASI", "AFR"):
        inside = np.array([[float(cell) for cell in row[2:6]] for row in rows if row[0] == region])
        means[region] = inside.mean(axis=0)
        assert found[region] == pytest.approx(100 * human_development(*means[region]), abs=1e-9)
    whole = np.mean(list(means.values()), axis=0)
    plan = Score.objects.get(node__kind="plan", period__year=2022).score
    assert plan == pytest.approx(100 * human_development(*whole), abs=1e-9)


HOLDERS, INDICATORS = 51, 49


def generated():
    """An index of four levels: 3 pillars, 7 groups, 16 subgroups, 49 indicators, with weights, goalposts and 5 % missing."""
    rng = np.random.default_rng(49)
    sub_of = np.arange(INDICATORS) % 16
    group_of, pillar_of = np.arange(16) % 7, np.arange(7) % 3
    weights = [np.round(rng.uniform(0.2, 3, size), 2) for size in (INDICATORS, 16, 7, 3)]
    low, high = rng.uniform(0, 40, INDICATORS).round(1), rng.uniform(60, 100, INDICATORS).round(1)
    is_lower = rng.random(INDICATORS) < 0.3
    values = rng.uniform(-5, 110, (HOLDERS, INDICATORS)).round(2)
    values[rng.random(values.shape) < 0.05] = np.nan
    return (sub_of, group_of, pillar_of), weights, (low, high, is_lower), values


def index_workbook():
    (sub_of, group_of, pillar_of), weights, (low, high, is_lower), values = generated()
    worst, best = np.where(is_lower, high, low), np.where(is_lower, low, high)
    objectives = [f"G{g},Group {g},P{p},,{weights[2][g]}" for g, p in enumerate(pillar_of)]
    objectives += [f"S{s},Subgroup {s},,G{g}={weights[1][s]}," for s, g in enumerate(group_of)]
    measures = [
        f"M{m},Indicator {m},S{sub_of[m]},{weights[0][m]},{'lower' if is_lower[m] else 'higher'},annual,last,mean,attainment"
        for m in range(INDICATORS)
    ]
    return {
        "organisation": "name,plan,frequency,min_coverage\nIndex,INDEX,annual,0\n",
        "units": "code,name,parent\nALL,All,\n" + "".join(f"U{u},Holder {u},ALL\n" for u in range(HOLDERS)),
        "perspectives": "code,name,weight\n" + "".join(f"P{p},Pillar {p},{w}\n" for p, w in enumerate(weights[3])),
        "objectives": "code,name,perspective,serves,weight\n" + "\n".join(objectives) + "\n",
        "measures": "code,name,objective,weight,direction,frequency,aggregation,across_units,method\n"
        + "\n".join(measures)
        + "\n",
        "targets": "measure,baseline,target\n" + "".join(f"M{m},{worst[m]},{best[m]}\n" for m in range(INDICATORS)),
        "actuals": "measure,period,value,unit\n"
        + "".join(f"M{m},2025,{v},U{u}\n" for (u, m), v in np.ndenumerate(values) if not np.isnan(v)),
        "holdings": "unit\nALL\n",
    }


def rolled_up(scores, weights, parent_of, parents):
    """Weighted means of columns (holders, children) by parent; what is missing is left out."""
    found = np.full((len(scores), parents), np.nan)
    for parent in range(parents):
        own = np.flatnonzero(parent_of == parent)
        acting = np.where(np.isnan(scores[:, own]), 0.0, weights[own])
        found[:, parent] = (np.nan_to_num(scores[:, own]) * acting).sum(axis=1) / acting.sum(axis=1)
    return found


def test_an_index_of_four_levels_and_51_holders_has_the_scores_and_ranks_of_numpy(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "index", index_workbook()))
    (sub_of, group_of, pillar_of), weights, (low, high, is_lower), values = generated()
    share = np.clip((values - low) / (high - low), 0, 1)
    level = 100 * np.where(is_lower, 1 - share, share)
    for below, parent_of, parents in zip(weights, (sub_of, group_of, pillar_of, np.zeros(3, int)), (16, 7, 3, 1)):
        level = rolled_up(level, below, parent_of, parents)
    expected = {f"U{u}": score for u, score in enumerate(level[:, 0])}
    found = dict(Score.objects.filter(node__kind="unit", period__year=2025).values_list("node__unit__code", "score"))
    assert found == pytest.approx(expected, abs=1e-9)
    assert sorted(found, key=found.__getitem__) == sorted(expected, key=expected.__getitem__)
    standing = side_by_side(office, Plan.objects.get(), everything=True)
    ranks = {one.unit: one.rank for one in standing.page}
    assert ranks == {code: sum(other > expected[code] for other in expected.values()) + 1 for code in ranks}
    assert len(standing.scores) == HOLDERS
