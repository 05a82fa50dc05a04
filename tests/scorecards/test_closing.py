"""A closed period keeps its official scores; what is learnt later stands beside them."""

import pytest
from tests.worlds import SEPTEMBER

from hoshin.base.errors import Denied, Invalid
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.scorecards.selectors import scorecard
from hoshin.scorecards.services import close_period, reopen_period

pytestmark = pytest.mark.django_db


def line(plan, system, code, period="2026-09"):
    return next(line for line in scorecard(system, plan, period=period).lines if line.code == code)


def test_a_later_correction_is_a_restatement(enterprise, system):
    close_period(system, plan=enterprise, period=SEPTEMBER)
    record_actual(system, measure=Measure.objects.get(code="k1"), period=SEPTEMBER, value=70)
    found = line(enterprise, system, "k1")
    assert (found.score, found.restated, found.is_closed) == (80.0, -10.0, True)


def test_reopening_needs_a_reason_and_shows_what_is_known(enterprise, system):
    close_period(system, plan=enterprise, period=SEPTEMBER)
    record_actual(system, measure=Measure.objects.get(code="k1"), period=SEPTEMBER, value=70)
    with pytest.raises(Invalid, match="why"):
        reopen_period(system, plan=enterprise, period=SEPTEMBER, reason=" ")
    reopen_period(system, plan=enterprise, period=SEPTEMBER, reason="The ledger was wrong")
    found = line(enterprise, system, "k1")
    assert (found.score, found.restated, found.is_closed) == (70.0, None, False)


def test_a_period_closes_only_after_its_grace_time(enterprise, system):
    with pytest.raises(Invalid, match="10 days"):
        close_period(system, plan=enterprise, period=Period.parse("2026-11"))


def test_viewers_cannot_close(enterprise, vera):
    from hoshin.accounts.access import Actor

    with pytest.raises(Denied):
        close_period(Actor.of(vera, "web"), plan=enterprise, period=SEPTEMBER)
