"""What an app brings into the house: one card each, in `<app>/card.py`, read at start by whoever needs a part of it.

The layers above and below an app learn of it here and nowhere else, so that a new app edits no list of others.
"""

import importlib
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Card:
    """One app's card; a part that an app lacks stays empty.

    `rights`: what its roles may do (accounts). `things`: kinds of things that people see, each with its rule of sight
    (accounts). `tracked`: tables of which the trail keeps changes (audit). `wordings`: what its codes say
    (base.wordings). `sheets`: of the workbook (exchange). `finds`: kinds of search results. `jobs`: what the worker may
    be asked to do (base.tasks). `notices`: kinds of what people are told (notices). `belongings`: kinds of what
    is somebody's and goes to somebody else when they leave (org). `agenda`: kinds of what a 1:1 is to talk about (org).
    `discussed`: kinds of things that people may comment on, react to and follow (org). `personal_data`: what it holds of a
    person, and what becomes of that when they are erased (base.personal_data). `away`: who is not there today and is left
    alone (notices). `rounds`: kinds of rounds in which people are looked at (org). `evidence`: kinds of what shows
    somebody's work (org).
    """

    rights: tuple[Any, ...] = ()
    things: tuple[Any, ...] = ()
    tracked: tuple[Any, ...] = ()
    wordings: tuple[Any, ...] = ()
    sheets: tuple[Any, ...] = ()
    finds: tuple[Any, ...] = ()
    jobs: tuple[Any, ...] = ()
    notices: tuple[Any, ...] = ()
    belongings: tuple[Any, ...] = ()
    agenda: tuple[Any, ...] = ()
    discussed: tuple[Any, ...] = ()
    personal_data: tuple[Any, ...] = ()
    away: tuple[Any, ...] = ()
    rounds: tuple[Any, ...] = ()
    evidence: tuple[Any, ...] = ()


@cache
def cards() -> tuple[Card, ...]:
    """The cards of all installed apps, each after those to whose rows its own point. Only once models are loaded."""
    named = [f"{config.name}.card" for config in _lower_first()]
    return tuple(importlib.import_module(name).CARD for name in named if find_spec(name) is not None)


@cache
def entries(part: str, by: str) -> dict[Any, Any]:
    """All that the cards say in one of their parts, each entry by one of its attributes: no two cards say the same."""
    found: dict[Any, Any] = {}
    for card in cards():
        for entry in getattr(card, part):
            key = getattr(entry, by)
            if key in found:
                raise ImproperlyConfigured(f"Two cards bring {key!r} among their {part}.")
            found[key] = entry
    return found


def _lower_first() -> list[AppConfig]:
    """The apps of the house by what their rows point to; among equals by name."""
    house = {config.label: config for config in apps.get_app_configs() if config.name.startswith("hoshin.")}
    order = TopologicalSorter({label: _points_to(config) & house.keys() for label, config in house.items()})
    order.prepare()
    found: list[AppConfig] = []
    while order.is_active():
        ready = sorted(order.get_ready())
        found += [house[label] for label in ready]
        order.done(*ready)
    return found


def _points_to(config: AppConfig) -> set[str]:
    related = [field.related_model for model in config.get_models() for field in model._meta.concrete_fields]
    return {model._meta.app_label for model in related if model is not None and not isinstance(model, str)} - {
        config.label
    }
