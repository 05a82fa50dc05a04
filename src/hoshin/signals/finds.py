"""Signals that are not over, by what they are about and by what their rule is called, as answers of the search."""

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, Found, FoundRow, as_answers
from hoshin.base.words import begins_with, folded
from hoshin.signals.catalogue import OWN
from hoshin.signals.kinds import kind_of, rule_kinds
from hoshin.signals.models import SignalState
from hoshin.signals.policies import signals_visible_to

_NAMES = ("measure__name", "objective__name", "person__name", "watch_rule__name", "unit__name", "plan__name")
_CODES = ("measure__code", "objective__code", "person__employee_id", "watch_rule__code", "unit__code", "plan__code")


def _signals(actor: Actor, text: str, limit: int) -> list[Answers]:
    rows = signals_visible_to(actor).exclude(state=SignalState.RESOLVED).filter(folded_under=None)
    rows = rows.annotate(about=Coalesce(*_NAMES), about_code=Coalesce(*_CODES))
    called_so = begins_with(text, names="about", codes=("about_code",)) | Q(rule__in=_rules_called(text))
    found = rows.filter(called_so).order_by("-priority", "-pk")
    code = Cast("pk", CharField())
    return [as_answers(found, "signal", code=code, name=F("about"), detail="state", fact="rule")[:limit]]


def _rules_called(text: str) -> list[str]:
    """Rules whose label, in the language of whoever asks, has each of these words at the beginning of one of its own."""
    terms = folded(text).split()
    return [
        code
        for code, kind in rule_kinds().items()
        if terms and all(any(word.startswith(term) for word in folded(str(kind.label)).split()) for term in terms)
    ]


def _worded(row: FoundRow) -> Found:
    kind = kind_of(row.fact)
    label = kind.label if kind else _("A rule of somebody's own") if row.fact == OWN else row.fact
    return Found(row.kind, row.id, row.code, row.name, f"{label}, {SignalState(row.detail).label}")


def _first(row: FoundRow, text: str) -> int:
    """The newest first: what a signal is called is what it is about."""
    return -row.id


FINDS = (Finds("signal", _("Signals"), 18, _signals, "signal", worded=_worded, first=_first),)
