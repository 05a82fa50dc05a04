"""Sheet risks: what may come, what is at stake, whose it is and what is being done."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.risks.models import LONGEST, LONGEST_LINE, RiskKind, RiskSight
from hoshin.risks.policies import mitigations_visible_to, risks_visible_to, stakes_visible_to
from hoshin.risks.rows import RiskRow
from hoshin.risks.services import upsert_risks
from hoshin.risks.validity import risk_problems

_REFERENCES = {"owner": "owner__employee_id", "unit": "unit__code", "category": "category__code"}
_LISTS = ("objectives", "initiatives")


def _stored(actor: Actor) -> Iterator[RiskRow]:
    lists: dict[str, dict[int, list[str]]] = {name: defaultdict(list) for name in _LISTS}
    for name, links in (("objectives", stakes_visible_to(actor)), ("initiatives", mitigations_visible_to(actor))):
        other = f"{name.removesuffix('s')}__code"
        for pk, linked in links.order_by(other).values_list("risk", other):
            lists[name][pk].append(linked)
    names = [name for name in RiskRow._fields if name not in _LISTS]
    rows = risks_visible_to(actor).order_by("pk")
    for pk, *values in rows.values_list("pk", *(_REFERENCES.get(name, name) for name in names)):
        said = dict(zip(names, values, strict=True))
        said |= {name: said[name] or "" for name in _REFERENCES}
        yield RiskRow(**said, **{name: tuple(lists[name][pk]) for name in _LISTS})


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Something is at stake, what it names is there, and what is closed is closed whole."""
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        found: dict[str, tuple[str, ...]] = {}
        for name in _LISTS:
            known = []
            for text in getattr(row, name):
                code = book.codes(name).get(folded_code(text))
                if code is None:
                    yield book.unknown(draft, at, name, text, name)
                else:
                    known.append(code)
            found[name] = tuple(sorted(set(known)))
        for problem in risk_problems(row._asdict()):
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)
        draft.rows[at] = row._replace(**found)


RISKS = Sheet(
    "risks",
    "risk",
    (
        code(required=True),
        Column("name", required=True, longest=LONGEST_LINE),
        Column("objectives", ColumnKind.LIST, longest=100),
        choice("kind", RiskKind.values, RiskKind.THREAT.value),
        code("category", "risk_categories"),
        Column("cause", ColumnKind.TEXT, longest=LONGEST),
        Column("event", ColumnKind.TEXT, longest=LONGEST),
        Column("consequence", ColumnKind.TEXT, longest=LONGEST),
        code("owner", "people"),
        code("unit", "units"),
        Column("initiatives", ColumnKind.LIST, longest=100),
        choice("visibility", RiskSight.values, RiskSight.PUBLIC.value),
        whole("review_months", 1, 24, default=3),
        Column("closed_on", ColumnKind.DATE),
        Column("closed_because", ColumnKind.TEXT, longest=LONGEST),
    ),
    ("code",),
    RiskRow,
    after="risk_categories",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_risks(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("owner", "category"),
    examples=(
        {
            "code": "R1",
            "name": "The one supplier of our hotline fails",
            "objectives": "C1",
            "category": "RC1",
            "owner": "E1",
            "cause": "One contract, no second line",
            "event": "The hotline is down for more than a day",
            "consequence": "Callers get no answer, and complaints double",
        },
    ),
)
