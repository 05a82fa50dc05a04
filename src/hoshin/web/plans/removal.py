"""What hangs on a part of the plan, named before it is removed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.accounts.access import Actor
from hoshin.strategy.policies import causal_links_visible_to, contributions_visible_to, objectives_visible_to
from hoshin.web.questions import RemovalQuestion

NAMED = 8


def consequences(actor: Actor, kind: str, thing: Any) -> RemovalQuestion:
    """What goes, and what stays."""
    return {
        "plan": _plan,
        "perspective": _perspective,
        "theme": _theme,
        "objective": _objective,
        "contribution": _contribution,
        "measure": _measure,
    }[kind](actor, thing)


def _plan(actor: Actor, plan: Any) -> RemovalQuestion:
    objectives = objectives_visible_to(actor).filter(plan=plan).count()
    follows = [
        ngettext("%(n)s objective goes with it.", "%(n)s objectives go with it.", objectives) % {"n": objectives},
        _("Its perspectives, links and scores go too. Its measures and their values stay."),
    ]
    return RemovalQuestion(
        _("Remove the plan %(name)s?") % {"name": plan.name}, follows, _("Remove the plan"), _("Removed.")
    )


def _perspective(actor: Actor, perspective: Any) -> RemovalQuestion:
    inside = list(objectives_visible_to(actor).filter(perspective=perspective).values_list("name", flat=True))
    title = _("Remove the perspective %(name)s?") % {"name": perspective.name}
    done = _("%(name)s is removed.") % {"name": perspective.name}
    if inside:
        follows = [_("These objectives stand in it. Move or remove them first:"), *_named(inside)]
        return RemovalQuestion(title, follows, is_blocked=True)
    return RemovalQuestion(title, [_("Nothing stands in it.")], _("Remove the perspective"), done)


def _theme(actor: Actor, theme: Any) -> RemovalQuestion:
    inside = list(objectives_visible_to(actor).filter(theme=theme).values_list("name", flat=True))
    follows = (
        [_("These objectives stay, without a theme:"), *_named(inside)] if inside else [_("Nothing stands in it.")]
    )
    title = _("Remove the theme %(name)s?") % {"name": theme.name}
    return RemovalQuestion(title, follows, _("Remove the theme"), _("%(name)s is removed.") % {"name": theme.name})


def _objective(actor: Actor, objective: Any) -> RemovalQuestion:
    below = [str(row.child.name) for row in contributions_visible_to(actor).filter(parent=objective)]
    links = causal_links_visible_to(actor).filter(cause=objective) | causal_links_visible_to(actor).filter(
        effect=objective
    )
    drawn = links.count()
    follows = []
    if below:
        follows += [_("These stay, but no longer count for it:"), *_named(below)]
    if drawn:
        follows.append(
            ngettext(
                "%(n)s link of the strategy map goes with it.", "%(n)s links of the strategy map go with it.", drawn
            )
            % {"n": drawn}
        )
    follows.append(_("Scores of past periods keep what it counted for then."))
    title = _("Remove the objective %(name)s?") % {"name": objective.name}
    return RemovalQuestion(
        title, follows, _("Remove the objective"), _("%(name)s is removed.") % {"name": objective.name}
    )


def _contribution(actor: Actor, row: Any) -> RemovalQuestion:
    child = row.child
    words = {"child": child.name, "parent": row.parent.name}
    return RemovalQuestion(
        _("Take %(child)s out of %(parent)s?") % words,
        [_("It stays, with its values and its history. From the current period on it no longer counts there.")],
        _("Take it out"),
        _("%(child)s no longer counts for %(parent)s.") % words,
    )


def _measure(actor: Actor, measure: Any) -> RemovalQuestion:
    parents = [
        row.parent.name for row in contributions_visible_to(actor).filter(measure=measure).select_related("parent")
    ]
    follows = [_("It counts for:"), *_named(parents)] if parents else [_("It counts for nothing.")]
    title = _("Remove the measure %(name)s?") % {"name": measure.name}
    follows.append(_("A measure that has values cannot be removed; it can be taken out of its objectives."))
    return RemovalQuestion(title, follows, _("Remove the measure"), _("%(name)s is removed.") % {"name": measure.name})


def _named(names: list[str]) -> list[str]:
    more = len(names) - NAMED
    return [f"– {name}" for name in names[:NAMED]] + ([_("and %(n)s more") % {"n": more}] if more > 0 else [])
