"""A what-if beside an actual that is recorded, at growing sizes: both find the ancestors of one measure, and no others."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from bench.databases import prepare
from bench.pages import growth, signed_in, statements, timed, within
from bench.product import built_organisation, recorder
from bench.reporting import Line, parser_of, show
from tests import databases

LIMIT, LIMIT_PAGE = 2.0, 15


def main() -> None:
    """Measure both at every size in turn, so that they see the same machine."""
    parser = parser_of("bench.what_if", __doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    prepare()
    lines = []
    with ExitStack() as stack:
        names = [built_organisation(stack, nodes)[0] for nodes in options.nodes]
        recorders = {name: within(name, recorder) for name in names}
        askers = {name: within(name, _asker) for name in names}
        for nodes, name in zip(options.nodes, names, strict=True):
            databases.connect_to(name)
            pairs = [(timed(recorders[name]), timed(askers[name])) for _turn in range(3)]
            recorded, asked = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
            detail = f"{asked:.1f} ms against {recorded:.1f} ms"
            lines.append(
                Line(f"a what-if at {nodes:,} nodes, to an actual recorded", asked / recorded, "x", LIMIT, detail)
            )
        lines.append(growth("a what-if", names, lambda name: timed(askers[name])))
        clients = {name: within(name, signed_in) for name in names}
        databases.connect_to(names[-1])
        code = _code()
        for work, address in (
            ("page What if?", f"/what-if?a=value/{code}&n=50"),
            ("its levers", "/what-if/levers"),
        ):
            asks = {name: partial(client.get, address) for name, client in clients.items()}
            databases.connect_to(names[-1])
            lines.append(Line(work, statements(asks[names[-1]]), "queries", LIMIT_PAGE))
            lines.append(growth(work, names, lambda name, asks=asks: timed(asks[name])))
        databases.connect_to(names[-1])
    show(lines, as_json=options.json)


def _code() -> str:
    from hoshin.measures.models import Measure

    return str(Measure.objects.order_by("-id").values_list("code", flat=True).first())


def _asker() -> Callable[[], object]:
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.measures.models import Measure
    from hoshin.scenarios.rows import Assumption, ChangeKind
    from hoshin.scenarios.selectors import what_if
    from hoshin.scorecards.models import Node

    measure = Measure.objects.order_by("-id").first()
    plan = Node.objects.select_related("plan").filter(measure=measure)[0].plan
    actor, turns = Actor.system(), iter(range(1_000_000))

    def ask() -> None:
        with clock.fixed(NOON):
            number = float(next(turns) % 97)
            what_if(actor, plan, [Assumption(ChangeKind.VALUE, number, measure=measure)], period="2026-10")

    return ask


if __name__ == "__main__":
    main()
