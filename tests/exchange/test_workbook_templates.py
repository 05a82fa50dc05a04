"""Olga starts from a template instead of an empty page."""

import pytest

from hoshin.base.errors import Invalid, NotFound
from hoshin.exchange.plan_templates import TEMPLATES, start_from_template
from hoshin.measures.models import Measure
from hoshin.org.models import Organisation
from hoshin.strategy.models import CausalLink, Objective, Perspective, Plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_each_template_is_a_whole_plan(office, template):
    Organisation.objects.create(name="Acme")
    result = start_from_template(office, key=template.key)
    assert result.warnings == []
    assert Plan.objects.count() == 1
    assert Organisation.objects.get().name == "Acme"
    assert Perspective.objects.count() >= 4
    assert not Perspective.objects.filter(objectives=None).exists()
    assert not Objective.objects.filter(contributions=None).exists()
    assert not Measure.objects.filter(serves=None).exists()
    assert CausalLink.objects.count() >= 5


def test_a_template_does_not_mix_with_a_plan(office):
    start_from_template(office, key="company")
    with pytest.raises(Invalid, match="without a plan"):
        start_from_template(office, key="agency")


def test_a_misspelt_template(office):
    with pytest.raises(NotFound, match="Did you mean company"):
        start_from_template(office, key="compnay")
