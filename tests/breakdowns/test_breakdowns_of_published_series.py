"""A statistical office's files say more than their headlines: by province, age, sort of crime."""

import pytest
from tests.worlds import PUBLISHED

from hoshin.accounts.access import Actor
from hoshin.base.outcome import Outcome
from hoshin.breakdowns.models import Member, MemberValue
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.selectors.where import broken_down
from hoshin.exchange.series import import_series
from hoshin.exchange.series.members import code_of
from hoshin.measures.models import Measure

pytestmark = pytest.mark.django_db


def test_disaggregations_become_members(canada_world, system):
    """The figures are there already: the same files again change nothing of what people made of them."""
    count = MemberValue.objects.count()
    assert count > 4_000
    halifax = Member.objects.get(dimension__code="GEO", code="HALIFAX-NOVA-SCOTIA")
    assert halifax.parent.name == "Nova Scotia"
    # Every row of a region alone, and not those of regions and products.
    advisories = MemberValue.objects.filter(breakdown__measure__code="6.1.1", breakdown__dimension__code="GEO")
    assert advisories.get(member__code="MANITOBA", period="2016-01-01").value == 5.0
    assert advisories.get(member__code="MANITOBA", period="2016-01-01").breakdown.together == "sum"
    beverages = MemberValue.objects.filter(breakdown__measure__code="3.4.1", breakdown__dimension__code="BEVERAGE")
    assert sorted(set(beverages.values_list("member__name", flat=True)))[:2] == [
        "Beer",
        "Ciders, Coolers, and Other Refreshment Beverages",
    ]
    Member.objects.filter(pk=halifax.pk).update(name="Halifax", parent=None)
    again = import_series(system, PUBLISHED)
    assert again.outcomes["member_values"] == Outcome(unchanged=count)
    assert (again.outcomes["members"].created, again.outcomes["members"].changed) == (0, 0)
    assert Member.objects.get(pk=halifax.pk).name == "Halifax"
    differing = [str(one.said()) for one in differing_sums(system, [advisories.first().breakdown_id])]
    assert differing == ["6.1.1 by GEO, 2022: the members make 30, the total is 32. Look whether members are missing."]


def test_effects_of_real_members_make_the_whole_change(canada_world, system):
    found = broken_down(Actor.system(), Measure.objects.get(code="13.2.1"), "AGE")
    moved = sum(line.effect.whole for line in found.lines)
    assert moved + found.rest == pytest.approx(found.change, abs=1e-9)
    assert sum(line.share or 0.0 for line in found.lines) == pytest.approx(1.0)


def test_names_become_codes():
    assert code_of("Québec, Quebec") == "QUEBEC-QUEBEC"
    assert code_of("St. Catharines–Niagara, Ontario") == code_of("St. Catharines-Niagara, Ontario")
