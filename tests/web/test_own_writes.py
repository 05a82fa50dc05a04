"""Whoever has just written is shown what holds; a cookie of a few seconds says so to whichever process answers."""

import sys

import pytest

from hoshin.audit import unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def behind(monkeypatch):
    """Whether each scorecard that is asked for may be a moment old."""
    found = []
    real = unchanged.while_unchanged

    def hear(*given):
        found.append(unchanged._reading.is_behind)
        return real(*given)

    monkeypatch.setattr(sys.modules["hoshin.scorecards.selectors.scorecard"], "while_unchanged", hear)
    return found


def test_a_reader_may_be_a_moment_behind_and_whoever_has_just_written_is_not(client, olga, enterprise, behind):
    client.force_login(olga)
    client.get("/")
    assert behind
    assert all(behind)
    answer = client.post("/profile/tokens", {})
    assert answer.cookies["wrote"]["max-age"] == 5
    behind.clear()
    client.get("/")
    assert behind
    assert not any(behind)
    assert not unchanged._reading.is_behind
