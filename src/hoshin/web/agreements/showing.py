"""Terms of a goal as rows that a page draws, beside those that they take the place of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal, ProposalState
from hoshin.agreements.selectors import TalkMove
from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.base.amounts import number_text, value_text
from hoshin.okrs.models import Ambition
from hoshin.okrs.rows import KeyResultDraft, ResultKind
from hoshin.okrs.selectors import cycles_listed
from hoshin.strategy.choices import Visibility
from hoshin.strategy.policies import objectives_ever_visible_to

NOTHING = "–"
_MOVES = {
    "propose": gettext_lazy("%(who)s proposed it"),
    "accept": gettext_lazy("%(who)s accepted"),
    "change": gettext_lazy("%(who)s changed the terms"),
    "ask": gettext_lazy("%(who)s asked"),
    "answer": gettext_lazy("%(who)s answered"),
    "end": gettext_lazy("%(who)s ended it"),
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """One of the terms: how it is called, what it says, and what it said before (None: nothing is compared)."""

    label: str
    now: str
    before: str | None = None

    @property
    def differs(self) -> bool:
        return self.before is not None and self.before != self.now


def rows_of_terms(actor: Actor, now: Terms, before: Terms | None = None) -> list[TermRow]:
    """All terms in words, one row each; of what it serves the actor reads the names that they may see."""
    both = [terms for terms in (now, before) if terms is not None]
    seen = _seen(actor, [served for terms in both for served in terms.serves])
    cycles = {cycle.code: cycle.name for cycle in cycles_listed(actor)}
    said = [_said(terms, seen, cycles) for terms in both]
    labels = list(dict.fromkeys(label for one in said for label in one))
    return [
        TermRow(label[1], said[0].get(label, NOTHING), said[1].get(label, NOTHING) if before is not None else None)
        for label in labels
    ]


def result_text(result: KeyResultDraft) -> str:
    """From where to where a key result is to go."""
    unit = result.unit_of_measure
    start, end = value_text(result.baseline, unit), value_text(result.target, unit)
    match result.kind:
        case ResultKind.BAND:
            text = _("within %(low)s to %(high)s") % {"low": start, "high": end}
        case ResultKind.MILESTONE:
            text = _("done")
        case ResultKind.LEVELS:
            text = _("by levels: committed, target, more")
        case _ if result.baseline is not None:
            text = _("from %(start)s to %(end)s") % {"start": start, "end": end}
        case _:
            text = _("to %(end)s") % {"end": end}
    if result.kind == ResultKind.NUMBER:
        if result.commit is not None:
            text += ", " + _("committed to %(number)s") % {"number": value_text(result.commit, unit)}
        if result.stretch is not None:
            text += ", " + _("stretch %(number)s") % {"number": value_text(result.stretch, unit)}
    return text if result.weight == 1 else text + ", " + _("weight %(weight)s") % {"weight": number_text(result.weight)}


def move_words(move: TalkMove) -> str:
    """Who did what."""
    return str(_MOVES[move.kind]) % {"who": move.person.name}


def state_words(actor_person: int | None, proposal: Proposal) -> str:
    """Whose move it is, or how it ended."""
    if proposal.state == ProposalState.AGREED:
        return _("agreed")
    if proposal.state == ProposalState.ENDED:
        return _("ended without agreement")
    awaited = proposal.awaited
    assert awaited is not None, "an open proposal waits for somebody"
    return _("your move") if awaited.pk == actor_person else _("waits for %(name)s") % {"name": awaited.name}


def _said(terms: Terms, seen: set[str], cycles: dict[str, str]) -> dict[tuple[str, str], str]:
    """By the kind of term and its label; a key result that stands is the same one however it is called."""
    served = [_served(one) for one in terms.serves if one.objective.casefold() in seen]
    hidden = len(terms.serves) - len(served)
    if hidden:
        served.append(_("something that you may not see"))
    rows = {
        ("", _("Goal")): terms.name,
        ("", _("Description")): terms.description,
        ("", _("Serves")): "; ".join(served),
        ("", _("Start")): date_format(terms.start_date, "j M Y") if terms.start_date else "",
        ("", _("Due")): date_format(terms.due_date, "j M Y") if terms.due_date else "",
        ("", _("Cycle")): cycles.get(terms.cycle, terms.cycle),
        ("", _("Visible to")): str(Visibility(terms.visibility).label),
        ("", _("Ambition")): str(Ambition(terms.ambition).label),
    }
    found = {label: text for label, text in rows.items() if text}
    for result in terms.key_results:
        found["result", result.name] = result_text(result)
    return found


def _served(served: ServedTerm) -> str:
    return _("%(name)s, weight %(weight)s") % {"name": served.name, "weight": number_text(served.weight)}


def _seen(actor: Actor, served: Sequence[ServedTerm]) -> set[str]:
    codes = {one.objective for one in served}
    rows = objectives_ever_visible_to(actor).filter(code__in=codes) if codes else ()
    return {row.code.casefold() for row in rows}
