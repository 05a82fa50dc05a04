"""`hoshin explain`: say what a score is made of, and what moved it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hoshin.cli.by_dimension import print_by_dimension
from hoshin.cli.explanations import Explained, print_explained, record_of_explained, waterfall_of
from hoshin.cli.records import Format, format_option, print_csv, print_json
from hoshin.cli.setup import reads_database

if TYPE_CHECKING:
    from hoshin.accounts.access import Actor
    from hoshin.scorecards.models import Node

_DAY = click.DateTime(["%Y-%m-%d"])
_MOST_INPUTS = 40
_TREE_FIELDS = ("depth", "code", "name", "kind", "unit", "score", "status", "reason", "weight", "share", "points")


@click.command()
@click.argument("code")
@click.option("--from", "since", metavar="PERIOD", help="The earlier period; the one before --to where left out.")
@click.option("--to", "period", metavar="PERIOD", help="The period explained; the latest with scores where left out.")
@click.option("--known-from", type=_DAY, help="The earlier side from what was known by the end of this day.")
@click.option("--known-to", type=_DAY, help="The later side from what was known by the end of this day.")
@click.option("--plan", metavar="CODE", help="The plan, where several have a node of this code.")
@click.option("--unit", metavar="CODE", help="The unit, for a measure that units hold.")
@click.option("--kind", type=click.Choice(["plan", "perspective", "objective", "measure", "unit"]))
@click.option("--by", "dimension", metavar="DIMENSION", help="Of a measure: which members of a dimension moved it.")
@click.option("--depth", type=click.IntRange(1, 12), default=12, show_default=True, help="Levels of the tree.")
@format_option
@reads_database
def explain(code: str, form: str, **asked: Any) -> None:
    """Explain the score of CODE: its tree of contributions, what moved it, and the values behind it.

    The points of the tree add up to the score; those of the waterfall to its change. With --known-from the same
    period is compared as it was known on two days: what was restated since. With --by the total of a measure is split
    among the members of a dimension.
    """
    from hoshin.accounts.access import Actor
    from hoshin.scorecards.selectors import node_of

    if asked["dimension"]:
        print_by_dimension(code, asked["dimension"], form, period=asked["period"], since=asked["since"])
        return
    actor = Actor.system()
    node = node_of(actor, code, kind=asked["kind"], unit=asked["unit"], plan=asked["plan"])
    explained = _explained(actor, node, asked)
    if form == Format.JSON:
        print_json(record_of_explained(explained))
    elif form == Format.CSV:
        print_csv([_flat(part) for part in _depth_first(record_of_explained(explained)["tree"])], _TREE_FIELDS)
    else:
        print_explained(explained)


def _explained(actor: "Actor", node: "Node", asked: dict[str, Any]) -> Explained:
    from hoshin.base.errors import NotFound
    from hoshin.commentary.selectors import commentaries_beside
    from hoshin.scorecards.selectors import (
        by_units,
        contribution_tree,
        explanation,
        inputs_of,
        lines_known,
        period_known,
        progress_of,
    )

    known_to, known_from = _instant(asked["known_to"]), _instant(asked["known_from"])
    period = period_known(node.plan, asked["period"], known_to)
    found = explanation(
        actor, node, period=str(period), since=asked["since"], as_of=known_to, since_as_of=known_from, shown=1000
    )
    if found is None:
        raise NotFound(f"score in the plan {node.plan.code} yet: nothing was recorded")
    tree = contribution_tree(actor, node, period, as_of=known_to, depth=asked["depth"])
    nodes = [part.line.node for part in tree if part.line is not None and part.line.kind == "measure"]
    inputs = inputs_of(actor, list(dict.fromkeys(nodes))[:_MOST_INPUTS], period, known_to)
    line = lines_known(actor, node.plan, [node.pk], period, known_to)[node.pk]
    # What was known on a day is told of a score, not of units: what these had then is found nowhere.
    units = None if known_to or known_from else by_units(actor, node, period=str(period), since=asked["since"])
    said = commentaries_beside(actor, [line, *(part.line for part in tree if part.line is not None)], period)
    return Explained(
        plan=node.plan.code,
        line=line,
        period=period,
        since=found.since,
        known_from=asked["known_from"].date() if asked["known_from"] else None,
        known_to=asked["known_to"].date() if asked["known_to"] else None,
        before=found.before,
        after=found.after,
        waterfall=waterfall_of(found),
        tree=tree,
        inputs=inputs,
        making=found.making,
        detail=progress_of(actor, [line]).get(node.pk),
        said=said,
        units=units,
    )


def _instant(day: datetime | None) -> datetime | None:
    from hoshin.scorecards.selectors import end_of_day

    return end_of_day(day.date()) if day else None


def _depth_first(tree: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return [tree, *(part for child in tree["children"] for part in _depth_first(child))]


def _flat(part: dict[str, Any]) -> dict[str, Any]:
    return {name: part[name] for name in _TREE_FIELDS}
