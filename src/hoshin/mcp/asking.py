"""What a tool is, and how one is called: its arguments checked, its answer read from one moment of the database."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from django.db import transaction
from pydantic import BaseModel, ConfigDict, ValidationError

from hoshin.accounts.access import Actor
from hoshin.assistants.models import Tool
from hoshin.assistants.services import note_question
from hoshin.base.errors import Invalid, Problem


class Question(BaseModel):
    """What a tool is asked. Whatever else is sent is a fault and not dropped silently."""

    model_config = ConfigDict(extra="forbid", str_max_length=200, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Asking:
    """A tool: its name, what it takes, and the function that answers. The docstring of the function describes it."""

    name: str
    question: type[Question]
    answer: Callable[[Actor, Any], dict[str, Any]]

    @property
    def description(self) -> str:
        return " ".join((self.answer.__doc__ or "").split())


@cache
def askings() -> Mapping[str, Asking]:
    """All tools by their name, in the order in which people grant them."""
    modules = {tool.value: importlib.import_module(f"hoshin.mcp.tools.{tool.value}") for tool in Tool}
    return {
        name: Asking(name, get_type_hints(module.answer)["asked"], module.answer) for name, module in modules.items()
    }


def ask(actor: Actor, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of a tool to whoever granted it. The question stands in the trail before it is answered.

    Invalid: an argument is wrong. NotFound, Denied: as on the pages.
    """
    asking = askings()[tool]
    try:
        question = asking.question.model_validate(dict(arguments))
    except ValidationError as error:
        raise Invalid([_problem(fault) for fault in error.errors(include_url=False)]) from None
    note_question(actor, tool=tool)
    with transaction.atomic():
        return asking.answer(actor, question)


def _problem(fault: Any) -> Problem:
    place = ".".join(map(str, fault["loc"]))
    return Problem(str(fault["msg"]), field=place, value="" if fault["type"] == "missing" else str(fault["input"])[:80])
