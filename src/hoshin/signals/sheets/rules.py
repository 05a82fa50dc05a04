"""Sheet signal_rules: how the office set the rules of the house."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.base.wordings import Said
from hoshin.signals.kinds import kind_of, rule_kinds
from hoshin.signals.models import LONGEST_PLAY
from hoshin.signals.policies import signal_rules_visible_to
from hoshin.signals.rows import SignalRuleRow
from hoshin.signals.services.tuning import cut_problems, cuts_of, upsert_signal_rules


def _stored(actor: Actor) -> Iterator[SignalRuleRow]:
    """Those that the office touched: the others are as they are in every installation."""
    for row in signal_rules_visible_to(actor).order_by("code"):
        cuts = tuple(f"{name}={value:g}" for name, value in sorted(row.cuts.items()))
        yield SignalRuleRow(row.code, row.is_on, cuts, row.play)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Rules and cut points are those of the house."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        kind = kind_of(row.code)
        if kind is None:
            known = ", ".join(rule_kinds())
            remedy = Said("Rules are %(rules)s.", rules=known)
            yield draft.problem(at, "code", row.code, "There is no such rule.", remedy)
            continue
        try:
            cuts = cuts_of(row.cut_points)
        except ValueError:
            message = "A cut point is written as its name, = and a number."
            yield draft.problem(at, "cut_points", ";".join(row.cut_points), message, "Write hysteresis=2;lasts=3.")
            continue
        for problem in cut_problems(kind, cuts):
            yield draft.problem(at, "cut_points", problem.value, problem.message, problem.remedy)


SIGNAL_RULES = Sheet(
    "signal_rules",
    "rule of signals",
    (
        Column("code", required=True, longest=40),
        Column("speaks", ColumnKind.YES_NO, default=True),
        Column("cut_points", ColumnKind.LIST),
        Column("play", ColumnKind.TEXT, longest=LONGEST_PLAY),
    ),
    ("code",),
    SignalRuleRow,
    stored=_stored,
    check=_check,
    write=upsert_signal_rules,
)
