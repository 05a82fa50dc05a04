"""Checks units, people, objectives and causal links: what they point to, and that nothing runs in a circle."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.validity import is_plain_address
from hoshin.exchange.workbook.check_plans import plan_of
from hoshin.exchange.workbook.draft import Checking, Entry
from hoshin.exchange.workbook.links import Link
from hoshin.exchange.workbook.sheets import sheets
from hoshin.exchange.workbook.stored import Record


def check_units(checking: Checking) -> None:
    """Parents and heads exist, and units form a tree."""
    for entry in checking.draft.of("units"):
        refer(checking, "units", entry, "parent", "units", "unit")
        refer(checking, "units", entry, "head", "people", "person")
    if checking.draft.of("units"):
        _no_circle(checking, "units", "parent", "is part of", lambda row: [row["parent"]] if row["parent"] else [])


def check_people(checking: Checking) -> None:
    """Managers and units exist, e-mails are e-mails, and nobody reports to themself round a circle."""
    faults = checking.faults
    for entry in checking.draft.of("people"):
        refer(checking, "people", entry, "manager", "people", "person")
        refer(checking, "people", entry, "unit", "units", "unit")
        email = entry.record["email"]
        if email and not is_plain_address(email):
            try:
                validate_email(email)
            except ValidationError:
                faults.add(
                    "people", entry.number, "email", email, "This is no e-mail address.", "Write name@example.org."
                )
        _dates_in_order(checking, "people", entry, "start_date", "end_date")
    if checking.draft.of("people"):
        _no_circle(checking, "people", "manager", "reports to", lambda row: [row["manager"]] if row["manager"] else [])


def check_objectives(checking: Checking) -> None:
    """Perspective, theme, unit and owner exist and belong to the same plan."""
    for entry in checking.draft.of("objectives"):
        refer(checking, "objectives", entry, "perspective", "perspectives", "perspective")
        refer(checking, "objectives", entry, "theme", "themes", "theme")
        refer(checking, "objectives", entry, "unit", "units", "unit")
        refer(checking, "objectives", entry, "owner", "people", "person")
        _dates_in_order(checking, "objectives", entry, "start_date", "due_date")
        for field, sheet in (("perspective", "perspectives"), ("theme", "themes")):
            code = entry.record[field]
            if code and entry.record["plan"]:
                _same_plan(checking, "objectives", entry, field, code, plan_of(checking, sheet, code))


def check_links(checking: Checking) -> None:
    """What is served exists, once, and objectives do not serve each other round a circle."""
    for name in ("objectives", "measures"):
        for entry in checking.draft.of(name):
            entry.record["links"] = _known_links(checking, name, entry)
    if checking.draft.of("objectives"):
        _no_circle(checking, "objectives", "serves", "serves", lambda row: [link.parent for link in row["links"]])
    for entry in checking.draft.of("causal_links"):
        refer(checking, "causal_links", entry, "from", "objectives", "objective")
        refer(checking, "causal_links", entry, "to", "objectives", "objective")
        cause, effect = entry.record["from"], entry.record["to"]
        if not cause or not effect:
            continue
        if cause.casefold() == effect.casefold():
            checking.faults.add("causal_links", entry.number, "to", effect, "An objective cannot drive itself.")
        elif plan_of(checking, "objectives", cause).casefold() != plan_of(checking, "objectives", effect).casefold():
            message = f"{cause} and {effect} belong to different plans."
            checking.faults.add("causal_links", entry.number, "to", effect, message, "Link objectives of one plan.")


def refer(checking: Checking, sheet: str, entry: Entry, field: str, target: str, thing: str) -> None:
    """Replace a code in a row by the one that exists; a fault where there is none."""
    code = entry.record[field]
    if code:
        entry.record[field] = checking.refer(sheet, entry.number, field, code, target, thing)


def _known_links(checking: Checking, name: str, entry: Entry) -> list[Link]:
    links: list[Link] = []
    seen: set[str] = set()
    for link in entry.record["links"]:
        column = "objective" if name == "measures" and not links else "serves"
        parent = checking.refer(name, entry.number, column, link.parent, "objectives", "objective")
        if not parent:
            continue
        if parent.casefold() in seen:
            message = f"{parent} stands in this row twice."
            checking.faults.add(name, entry.number, "serves", parent, message, "Name it once, with one weight.")
            continue
        seen.add(parent.casefold())
        if name == "objectives" and entry.record["plan"]:
            _same_plan(checking, name, entry, "serves", parent, plan_of(checking, "objectives", parent))
        links.append(link._replace(parent=parent))
    return links


def _same_plan(checking: Checking, name: str, entry: Entry, field: str, code: str, other: str) -> None:
    own = entry.record["plan"]
    if other and other.casefold() != own.casefold():
        message = f"{code} belongs to plan {other}, and this row to plan {own}."
        checking.faults.add(name, entry.number, field, code, message, "Choose one of the same plan.")


def _dates_in_order(checking: Checking, sheet: str, entry: Entry, first: str, last: str) -> None:
    start, end = entry.record[first], entry.record[last]
    if start and end and end < start:
        message = f"This day lies before {first}, {start}."
        checking.faults.add(sheet, entry.number, last, end, message, "Exchange the two, or leave one empty.")


def _no_circle(
    checking: Checking, name: str, field: str, verb: str, points_to: Callable[[Record], Iterable[Any]]
) -> None:
    codes = checking.codes(name)
    graph = {key[0]: [code.casefold() for code in points_to(row)] for key, row in checking.stored(name).items()}
    key = sheets()[name].key[0]
    own = {entry.record[key].casefold(): entry for entry in checking.draft.of(name)}
    graph |= {code: [other.casefold() for other in points_to(entry.record)] for code, entry in own.items()}
    # Each circle is taken apart where it was found, so that the next one shows as well.
    for _ in range(20):
        cycle = first_cycle(graph)
        if not cycle:
            return
        words = in_words([codes.get(code, code) for code in cycle], verb)
        at = next((code for code in cycle if code in own), None)
        number = own[at].number if at is not None else None
        remedy = "Take one of these out."
        message = f"This runs in a circle: {words}."
        checking.faults.add(name, number, field, codes.get(cycle[1], cycle[1]), message, remedy, code="cycle")
        for one, other in pairwise(cycle):
            graph[one] = [code for code in graph[one] if code != other]
            break
