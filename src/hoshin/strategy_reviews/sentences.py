"""What an agenda shows, in words, in the language of whoever reads it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import number_text
from hoshin.base.codes import told_apart
from hoshin.base.periods import Period
from hoshin.signals.sentences import sentence_from
from hoshin.strategy_reviews.agenda import ReviewLine


def said_of(line: ReviewLine) -> str:
    """What is said of a thing beside its name."""
    return _SAID[line.kind](line.facts)


def _moved(facts: Mapping[str, Any]) -> str:
    said = _("From %(before)s to %(after)s, %(since)s to %(period)s.") % {
        "before": number_text(round(facts["before"], 1)),
        "after": number_text(round(facts["after"], 1)),
        "since": Period.parse(facts["since"]).label,
        "period": Period.parse(facts["period"]).label,
    }
    names = told_apart([(one["code"], one["name"]) for one in facts["why"]])
    why = ", ".join(f"{name} ({_signed(one['points'])})" for name, one in zip(names, facts["why"], strict=True))
    return f"{said} " + _("Moved by %(why)s.") % {"why": why} if why else said


def _signal(facts: Mapping[str, Any]) -> str:
    return sentence_from(facts["said"])


def _action(facts: Mapping[str, Any]) -> str:
    return _parted(_("for %(thing)s") % {"thing": facts["on"]}, _due(facts), facts["who"])


def _decision(facts: Mapping[str, Any]) -> str:
    day = _day(facts["due"])
    if facts["state"] == "open":
        return _parted(_("to be decided"), facts["who"])
    return _parted(_("to be looked at again since %(day)s") % {"day": day}, facts["who"])


def _initiative(facts: Mapping[str, Any]) -> str:
    late = ngettext("%(count)s milestone late", "%(count)s milestones late", facts["late"]) % {"count": facts["late"]}
    by = ngettext("by %(days)s day", "by up to %(days)s days", facts["days"]) % {"days": facts["days"]}
    progress = facts["progress"]
    done = "" if progress is None else _("%(percent)s %% done") % {"percent": number_text(round(100 * progress))}
    return _parted(f"{late}, {by}", done, _due(facts), facts["who"])


def _risk(facts: Mapping[str, Any]) -> str:
    level = _("level %(level)s, appetite %(appetite)s") % {"level": facts["level"], "appetite": facts["appetite"]}
    return _parted(level, facts["who"])


def _task(facts: Mapping[str, Any]) -> str:
    return _parted(_due(facts), facts["who"])


_SAID = {
    "objective": _moved,
    "signal": _signal,
    "corrective_action": _action,
    "decision": _decision,
    "initiative": _initiative,
    "risk": _risk,
    "strategy_review_task": _task,
}


def _due(facts: Mapping[str, Any]) -> str:
    return _("due %(day)s") % {"day": _day(facts["due"])} if facts["due"] else ""


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def _parted(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _signed(points: float) -> str:
    return ("+" if points >= 0 else "−") + number_text(round(abs(points), 1))
