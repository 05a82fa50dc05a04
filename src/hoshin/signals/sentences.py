"""Signals in words: the sentence of their rule with the numbers that it compared, in the language of whoever reads."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from hoshin.base.amounts import is_missing, number_text, value_text
from hoshin.measures.models import Measure
from hoshin.signals.catalogue import OWN, OWN_WORDING
from hoshin.signals.kinds import kind_of
from hoshin.signals.models import Signal

_OWN_AMOUNTS = ("value", "line")
_MOST_DECIMALS = 6
_SCORES = ("before", "after", "line")


def sentence_of(signal: Signal) -> str:
    """What a signal says. Its subject is read with it."""
    return sentence_from(kept_facts(signal))


def kept_facts(signal: Signal) -> dict[str, Any]:
    """What is kept where the signal itself is not read again: its facts, and what its subject is called."""
    measure = signal.measure
    return {
        "number": signal.pk,
        "rule": signal.rule,
        "direction": signal.direction,
        "facts": signal.facts,
        "name": name_of(signal),
        "unit_of_measure": measure.unit_of_measure if measure else "",
        "decimals": measure.decimals if measure else None,
    }


def sentence_from(kept: Mapping[str, Any]) -> str:
    """The same from what was kept; of a rule that is no more, its code and name."""
    kind = kind_of(kept["rule"])
    if kind is not None:
        wording, amounts = kind.says(kept["direction"]), kind.amounts
    elif kept["rule"] == OWN:
        wording, amounts = OWN_WORDING, _OWN_AMOUNTS
    else:
        return f"{kept['rule']}: {kept['name']}"
    facts = dict(kept["facts"])
    for name in facts:
        if name in amounts:
            decimals = _decimals_of(facts[name], kept["decimals"])
            facts[name] = value_text(facts[name], kept["unit_of_measure"], decimals)
        elif name in _SCORES and isinstance(facts[name], float):
            facts[name] = number_text(round(facts[name], 1))
    return wording.said({**facts, "name": kept["name"]}) or str(kept["name"])


def _decimals_of(amount: float | None, decimals: int | None) -> int | None:
    """Those of the measure; more where the amount would be nothing with them: 0.3 % a period is not 0 %."""
    if decimals is None or not amount or is_missing(amount) or abs(amount) >= 0.5 / 10**decimals:
        return decimals
    return min(-floor(log10(abs(amount))), _MOST_DECIMALS)


def name_of(signal: Signal) -> str:
    """What the subject is called; with the unit that holds it, where it is of one."""
    if signal.measure is None and signal.watch_rule is not None:
        return signal.watch_rule.name
    subject = signal.subject
    held_by = signal.unit if signal.unit is not None and subject != signal.unit else None
    return f"{subject.name} ({held_by.name})" if held_by and isinstance(subject, Measure) else subject.name
