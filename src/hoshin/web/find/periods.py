"""Periods of the scorecard as answers: October, 2026-Q3, last year's."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.base.words import folded, terms_of
from hoshin.scorecards.selectors import periods_of
from hoshin.strategy.policies import plans_visible_to

_SHORTEST, _MOST = 3, 3


def periods_called(actor: Actor, query: str) -> list[Period]:
    """The latest periods of the first plan that are called so, in words or as they are written. Two queries."""
    if len(query) < _SHORTEST:
        return []
    plan = plans_visible_to(actor).first()
    return _called(query, periods_of(plan)) if plan is not None else []


def _called(query: str, known: Sequence[Period]) -> list[Period]:
    try:
        asked = Period.parse(query)
    except ValueError:
        terms = terms_of(query)
        words = {period: terms_of(f"{period.label} {period}") for period in known}
        found = [one for one in known if all(any(word.startswith(term) for word in words[one]) for term in terms)]
        return found[:_MOST] if any(term.isalpha() for term in terms) else []
    return [period for period in known if asked.contains(period) or period.contains(asked)][:_MOST]


def is_whole_word(period: Period, query: str) -> bool:
    """Whether the query names the period, rather than beginning one of its words by chance."""
    wanted = folded(query)
    return wanted in (folded(period.label), folded(str(period))) or wanted in terms_of(period.label)
