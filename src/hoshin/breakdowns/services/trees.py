"""Members form trees within their dimension."""

from collections.abc import Collection

from hoshin.base.errors import Invalid
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Dimension, Member


def hold_dimensions(ids: Collection[int]) -> None:
    """Hold dimensions until the end, in the order of their ids: whoever moves members waits for those who do as well."""
    list(Dimension.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def check_member_trees(dimensions: Collection[int]) -> None:
    """Invalid, naming the circle, where members of one of these dimensions lie within each other. One query."""
    rows = Member.objects.filter(dimension__in=dimensions).order_by("pk").values_list("id", "code", "parent_id")
    members = {pk: (code, parent) for pk, code, parent in rows}
    cycle = first_cycle({pk: [parent] if parent else [] for pk, (_, parent) in members.items()})
    if cycle:
        words = in_words([members[pk][0] for pk in cycle], "is part of")
        raise Invalid(
            Said("Members must form a tree, but %(words)s.", words=words),
            field="parent",
            remedy="Give one of them another parent.",
        )
