"""A stranger to a thing tries every address of every face with every number and code of it, and never reads its name.

Addresses come from the faces, things from the cards of the apps: what a new app brings is tried without being named here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from tests.accounts.an_organisation import actors_of_organisation

from hoshin.accounts.models import User
from hoshin.accounts.services import create_token
from hoshin.accounts.sight import things
from hoshin.api.api import api

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("drawn_world", ["drawn2"], indirect=True)]
BACKEND = "hoshin.notices.signed_in.WithUnread"
PERIOD = "2026-10"


@dataclass(frozen=True)
class Probe:
    """By kind the number and the code of one row that is hidden, and the names that must not be read anywhere."""

    numbers: dict[str, str]
    codes: dict[str, str]
    names: tuple[str, ...]

    def values(self, name: str, *, is_number: bool, kind: str | None) -> list[str]:
        """What is tried in the place of a parameter, beside a parameter that names the kind."""
        if name == "kind":
            return [kind] if kind else list(things())
        if name == "period":
            return [PERIOD]
        found = self.numbers if is_number else self.codes
        if kind is None and name not in found:
            return list(dict.fromkeys(found.values()))
        # A kind without a row, or whose rows bear no code, is tried with that of an objective.
        return [found[one] for one in (name, kind, "objective") if one in found][:1]

    def kinds(self) -> list[str]:
        """What is tried as the kind of a row: each of which there is one, and one of which there is none."""
        there = [kind for kind in things() if kind in self.numbers or kind in self.codes]
        return [*there, *[kind for kind in things() if kind not in there][:1]]

    def addresses(self, route: str, parameters: dict[str, bool]) -> Iterator[tuple[str, str]]:
        """A route, each time with something else in place of each `{name}`; parameters say whether they are numbers."""
        for kind in self.kinds() if "kind" in parameters and len(parameters) > 1 else [None]:
            choices = [self.values(name, is_number=number, kind=kind) for name, number in parameters.items()]
            for values in product(*choices):
                yield route, route.format(**dict(zip(parameters, values, strict=True)))


def probe_for(actor: Any) -> Probe:
    """A row of each kind that the actor may not see, and the names of all."""
    codes, names = {}, {}
    hidden = hidden_from(actor)
    for kind, rows in hidden.items():
        names |= {row.name: None for row in rows if kind in ("objective", "measure")}
        if named_by := things()[kind].named_by:
            codes[kind] = str(getattr(rows[0], named_by))
    return Probe(few_numbers(hidden), codes, tuple(names))


def hidden_from(actor: Any) -> dict[str, list[Any]]:
    """By kind the rows that the actor may not see, of those kinds that have some."""
    found = {}
    for kind, thing in things().items():
        seen = set(thing.visible_to(actor).values_list("pk", flat=True))
        if rows := [row for row in thing.model._base_manager.order_by("pk") if row.pk not in seen]:
            found[kind] = rows
    return found


def few_numbers(rows: dict[str, list[Any]]) -> dict[str, str]:
    """By kind the number of one of its rows: few different ones, as an address is asked for with each of them."""
    left = {kind: {row.pk for row in found if isinstance(row.pk, int)} for kind, found in rows.items()}
    numbers = {}
    while left := {kind: pks for kind, pks in left.items() if pks and kind not in numbers}:
        most = Counter(pk for pks in left.values() for pk in sorted(pks)).most_common(1)[0][0]
        numbers |= {kind: str(most) for kind, pks in left.items() if most in pks}
    return numbers


def web_addresses(probe: Probe) -> Iterator[tuple[str, str]]:
    def walk(patterns: list[Any], before: list[Any]) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, [*before, pattern.pattern])
            elif isinstance(pattern, URLPattern):
                yield from _filled([*before, pattern.pattern], probe)

    yield from walk([one for one in get_resolver().url_patterns if not str(one.pattern).startswith("api/")], [])


def _filled(patterns: list[Any], probe: Probe) -> Iterator[tuple[str, str]]:
    converters = {name: one for pattern in patterns for name, one in getattr(pattern, "converters", {}).items()}
    route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", "/" + "".join(str(pattern) for pattern in patterns))
    yield from probe.addresses(route, {name: isinstance(one, IntConverter) for name, one in converters.items()})


def api_addresses(probe: Probe) -> Iterator[tuple[str, str]]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        if "get" in methods:
            inside = [one for one in methods["get"].get("parameters", ()) if one["in"] == "path"]
            yield from probe.addresses(path, {one["name"]: one["schema"].get("type") == "integer" for one in inside})


def read_by(actor: Any, *probes: Probe) -> dict[str, set[str]]:
    """By address the names that the actor reads there although they may not."""
    return dict(reading(actor, *probes))


def reading(actor: Any, *probes: Probe) -> Iterator[tuple[str, set[str]]]:
    """The same, one address after another."""
    user, web, program = User.objects.get(pk=actor.user_id), Client(), Client()
    web.force_login(user, backend=BACKEND)
    _, secret = create_token(actor, name="Probe")
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    asked = [(web, route, address) for probe in probes for route, address in web_addresses(probe)]
    asked += [(web, page, f"{page}?q={word}") for page in ("/find", "/") for word in ("Objective", "Quantity")]
    asked += [(program, route, address) for probe in probes for route, address in api_addresses(probe)]
    names, written = {name for probe in probes for name in probe.names}, set()
    for client, route, address in dict.fromkeys(asked):
        if route in written:
            continue
        answer = client.get(address)
        if answer.status_code == 405:
            # Whatever stands in its place, a route that only writes answers so before it looks at anything.
            written.add(route)
        assert answer.status_code < 500, address
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read = {name for name in names if name in text.decode(errors="replace")}
        if read:
            yield address, read


def test_a_stranger_reads_the_name_of_nothing_that_is_hidden(drawn_world, november):
    *_, stranger = actors_of_organisation()
    probe = probe_for(stranger)
    assert len(probe.names) > 5
    assert read_by(stranger, probe) == {}


def test_the_probe_finds_what_is_there_to_be_found(drawn_world, november):
    """The same addresses, asked by who may see all of it: each name is read somewhere, or the probe proves nothing."""
    administrator, *_, stranger = actors_of_organisation()
    probe = probe_for(stranger)
    unread = set(probe.names)
    for _, names in reading(administrator, probe):
        unread -= names
        if not unread:
            break
    assert unread == set()
