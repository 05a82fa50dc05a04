"""A stranger to a thing tries every address of every face with every number and code of it, and never reads its name.

Addresses come from the faces, things from the cards of the apps: what a new app brings is tried without being named here.
"""

import re
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
BACKEND = "django.contrib.auth.backends.ModelBackend"
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
        return [found[kind]] if kind in found else list(dict.fromkeys(found.values()))

    def addresses(self, route: str, parameters: dict[str, bool]) -> Iterator[tuple[str, str]]:
        """A route, each time with something else in place of each `{name}`; parameters say whether they are numbers."""
        for kind in list(things()) if "kind" in parameters else [None]:
            choices = [self.values(name, is_number=number, kind=kind) for name, number in parameters.items()]
            for values in product(*choices):
                yield route, route.format(**dict(zip(parameters, values, strict=True)))


def probe_for(actor: Any) -> Probe:
    """The first row of each kind that the actor may not see, and the names of all."""
    numbers, codes, names = {}, {}, {}
    for kind, thing in things().items():
        seen = set(thing.visible_to(actor).values_list("pk", flat=True))
        hidden = [row for row in thing.model._base_manager.order_by("pk") if row.pk not in seen]
        names |= {row.name: None for row in hidden if kind in ("objective", "measure")}
        if hidden and isinstance(hidden[0].pk, int):
            numbers[kind] = str(hidden[0].pk)
        if hidden and thing.named_by:
            codes[kind] = str(getattr(hidden[0], thing.named_by))
    return Probe(numbers, codes, tuple(names))


def web_addresses(probe: Probe) -> Iterator[tuple[str, str]]:
    def walk(patterns: list[Any], before: list[Any]) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, [*before, pattern.pattern])
            elif isinstance(pattern, URLPattern):
                yield from _filled([*before, pattern.pattern], probe)

    yield from walk([one for one in get_resolver().url_patterns if str(one.pattern) != "api/"], [])


def _filled(patterns: list[Any], probe: Probe) -> Iterator[tuple[str, str]]:
    converters = {name: one for pattern in patterns for name, one in getattr(pattern, "converters", {}).items()}
    route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", "/" + "".join(str(pattern) for pattern in patterns))
    yield from probe.addresses(route, {name: isinstance(one, IntConverter) for name, one in converters.items()})


def api_addresses(probe: Probe) -> Iterator[tuple[str, str]]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        if "get" in methods:
            inside = [one for one in methods["get"].get("parameters", ()) if one["in"] == "path"]
            yield from probe.addresses(path, {one["name"]: one["schema"].get("type") == "integer" for one in inside})


def read_by(actor: Any, probe: Probe) -> dict[str, set[str]]:
    """By address the names that the actor reads there although they may not."""
    return dict(reading(actor, probe))


def reading(actor: Any, probe: Probe) -> Iterator[tuple[str, set[str]]]:
    """The same, one address after another."""
    user, web, program = User.objects.get(pk=actor.user_id), Client(), Client()
    web.force_login(user, backend=BACKEND)
    _, secret = create_token(actor, name="Probe")
    program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    asked = [(web, route, address) for route, address in web_addresses(probe)]
    asked += [(web, page, f"{page}?q={word}") for page in ("/find", "/") for word in ("Objective", "Quantity")]
    asked += [(program, route, address) for route, address in api_addresses(probe)]
    written = set()
    for client, route, address in asked:
        if route in written:
            continue
        answer = client.get(address)
        if answer.status_code == 405:
            # Whatever stands in its place, a route that only writes answers so before it looks at anything.
            written.add(route)
        assert answer.status_code < 500, address
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read = {name for name in probe.names if name in text.decode(errors="replace")}
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
