"""Recording and reading at growing sizes: how much more do they cost when there is a hundred times as much?"""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from bench.databases import prepare
from bench.pages import growth, lines_of_page, signed_in, statements, timed, within
from bench.reporting import Line, parser_of, show
from tests import databases

LIMIT_FORM = 35
PAGES = (
    "/",
    "/?unit=U1",
    "/objectives",
    "/objectives?sort=owner",
    "/objectives?sort=-status",
    "/objectives/O3",
    "/measures",
    "/measures?sort=name",
    "/measures?sort=-score",
    "/measures?status=on_track",
    "/measures?status=late",
    "/measures?q=meas",
    "/measures?q=m&status=at_risk&sort=score",
    "/measures?owner=ann",
    "/measures/M3",
    "/values",
    "/map",
    "/plan",
    "/find?q=obj",
    "/find?q=person",
    "/people?q=person",
    "/home",
    "/find?q=nobody",
    "/audit",
    "/audit?table=measures_measure&code=M5",
    "/exchange",
    "/organisation",
)


def main() -> None:
    """Measure each page at every size in turn, so that all sizes see the same machine."""
    parser = parser_of("bench.product", __doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    prepare()
    with ExitStack() as stack:
        built = [built_organisation(stack, nodes) for nodes in options.nodes]
        lines = [_built_line(options.nodes, [seconds for _, seconds in built])]
        names = [name for name, _ in built]
        recorders = {name: within(name, recorder) for name in names}
        lines.append(growth("record one actual", names, lambda name: timed(recorders[name])))
        clients = {name: within(name, signed_in) for name in names}
        forms = {name: within(name, lambda name=name: _form(clients[name])) for name in names}
        lines.append(growth("record one actual through the form", names, lambda name: timed(forms[name])))
        databases.connect_to(names[-1])
        lines.append(Line("record one actual through the form", statements(forms[names[-1]]), "queries", LIMIT_FORM))
        for page in PAGES:
            lines += lines_of_page(page, names, clients)
        databases.connect_to(names[-1])
    show(lines, as_json=options.json)


def built_organisation(stack: ExitStack, nodes: int) -> tuple[str, float]:
    """A database with an organisation of that size, and the seconds that it took."""
    from bench.organisation import build

    name = stack.enter_context(databases.named(f"bench_{nodes}"))
    begun = time.perf_counter()
    build(nodes)
    return name, time.perf_counter() - begun


def _built_line(sizes: Sequence[int], seconds: Sequence[float]) -> Line:
    shown = ", ".join(f"{nodes:,} nodes {taken:.1f} s" for nodes, taken in zip(sizes, seconds, strict=True))
    return Line("build and score the largest", seconds[-1], "s", detail=shown)


def recorder() -> Callable[[], object]:
    """Records one actual, another each time."""
    from tests.worlds import NOON

    from hoshin.accounts.access import Actor
    from hoshin.base import clock
    from hoshin.base.periods import Period
    from hoshin.measures.models import Measure
    from hoshin.measures.services import record_actual

    measure = Measure.objects.order_by("-id").first()
    actor, period, turns = Actor.system(), Period.parse("2026-10"), iter(range(1_000_000))

    def record() -> None:
        with clock.fixed(NOON):
            record_actual(actor, measure=measure, period=period, value=float(next(turns) % 97))

    return record


def _form(client: Any) -> Callable[[], object]:
    from tests.worlds import NOON

    from hoshin.base import clock
    from hoshin.measures.models import Measure

    code, turns = Measure.objects.order_by("-id").values_list("code", flat=True).first(), iter(range(1_000_000))

    def post() -> None:
        with clock.fixed(NOON):
            value = str(next(turns) % 97)
            values = {"value": value, "meant": value, "expected_id": ""}
            answer = client.post(f"/measures/{code}/values/2026-10", values, headers={"HX-Request": "true"})
        assert answer.status_code == 200, f"the form answers {answer.status_code}"

    return post


if __name__ == "__main__":
    main()
