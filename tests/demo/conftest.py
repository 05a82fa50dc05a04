"""The demonstration, for stories that look at it."""

import pytest
from tests.worlds import NOON

from hoshin.base import clock


@pytest.fixture
def demo(demonstration_world):
    """The demonstration, at noon of 23 November 2026."""
    with clock.fixed(NOON):
        yield


@pytest.fixture
def own(demo):
    """The plan with the agency's own scorecard."""
    from hoshin.strategy.models import Plan

    return Plan.objects.get(code="H30-PLAN")
