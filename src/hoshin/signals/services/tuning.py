"""How the office sets rules of the house: whether they speak, from which cut points on, and what usually helps."""

from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, NotFound, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import upsert
from hoshin.base.wordings import Said
from hoshin.signals.kinds import RuleKind, RuleSetting, kind_of, rule_kinds
from hoshin.signals.models import LONGEST_PLAY, SignalRule
from hoshin.signals.policies import require_may_tune
from hoshin.signals.rows import SignalRuleRow


def set_signal_rule(
    actor: Actor,
    *,
    code: str,
    is_on: bool = True,
    cuts: Mapping[str, float] | None = None,
    play: str = "",
    version: int | None = None,
) -> RuleSetting:
    """Set a rule of the house. Cut points that are as usual are not kept, nor is the usual play.

    `version`: of what was shown (0: nobody had touched it). NotFound: there is no such rule.
    """
    require_may_tune(actor)
    kind = kind_of(code)
    if kind is None:
        raise NotFound("rule", code, known=list(rule_kinds()))
    values = _values(kind, is_on, cuts or {}, play)
    with act(actor, "set_signal_rule", rule=code):
        row = SignalRule.objects.filter(code=code).first()
        if row is None:
            return RuleSetting(kind, add_row(SignalRule(code=code, **values)))
        # Who saw a rule that nobody had touched is overtaken by whatever was set meanwhile.
        shown = -1 if version == 0 else version
        return RuleSetting(kind, change_row(row, version=shown, **values)[0])


def upsert_signal_rules(actor: Actor, rows: Sequence[SignalRuleRow]) -> Outcome:
    """Set many rules, by code."""
    require(actor, Right.IMPORT)
    require_may_tune(actor)
    with act(actor, "upsert_signal_rules", count=len(rows)):
        existing = {row.code: row for row in SignalRule.objects.all()}
        wanted: list[tuple[SignalRule | None, dict[str, Any]]] = []
        for row in rows:
            kind = rule_kinds()[row.code]
            values = _values(kind, row.speaks, cuts_of(row.cut_points), row.play)
            wanted.append((existing.get(row.code), {"code": row.code, **values}))
        return upsert(SignalRule, wanted).outcome


def cuts_of(said: Sequence[str]) -> dict[str, float]:
    """Cut points as a cell says them: name=number each. ValueError: no number."""
    pairs = (one.partition("=") for one in said)
    return {name.strip(): float(number) for name, _, number in pairs}


def cut_problems(kind: RuleKind, cuts: Mapping[str, float]) -> list[Problem]:
    """What is wrong with cut points of a rule; empty: nothing."""
    problems = []
    known = {cut.name: cut for cut in kind.cuts}
    for name, value in cuts.items():
        if name not in known:
            message = Said("%(rule)s has no cut point %(name)s.", rule=kind.code, name=name)
            problems.append(Problem(message, field=name, value=name))
        elif not known[name].least <= value <= known[name].most:
            message = Said("It lies between %(least)s and %(most)s.", least=known[name].least, most=known[name].most)
            problems.append(Problem(message, field=name, value=str(value)))
    return problems


def _values(kind: RuleKind, is_on: bool, cuts: Mapping[str, float], play: str) -> dict[str, Any]:
    problems = cut_problems(kind, cuts)
    play = play.replace("\r\n", "\n").strip()
    if len(play) > LONGEST_PLAY:
        message = Said("It has more than %(most)s characters.", most=LONGEST_PLAY)
        problems.append(Problem(message, field="play", value=play[:80]))
    if problems:
        raise Invalid(problems)
    usual = {cut.name: cut.usual for cut in kind.cuts}
    other = {name: float(value) for name, value in sorted(cuts.items()) if float(value) != usual[name]}
    return {"is_on": is_on, "cuts": other, "play": "" if play == str(kind.play) else play}
