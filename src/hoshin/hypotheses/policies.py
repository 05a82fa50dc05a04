"""Who sees what the data say of a link: whoever sees the link, and the measures that stand for its ends."""

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.hypotheses.models import LinkTest


def _joins_what_is_seen(actor: Actor, path: str) -> Q:
    seen = opened("causal_link", actor, f"{path}link__")
    for end in ("cause_measure", "effect_measure"):
        seen &= Q(**{f"{path}{end}": None}) | opened("measure", actor, f"{path}{end}__")
    return seen


TO_LINK_TESTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _joins_what_is_seen))


def link_tests_visible_to(actor: Actor) -> QuerySet[LinkTest]:
    """Tests of links of which the actor may see both ends, and what stands for them."""
    return visible(LinkTest.objects.all(), "link_test", actor)
