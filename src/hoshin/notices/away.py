"""Who is not there today and is left alone. An app that knows it says so on its card."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from hoshin.base.cards import entries


@dataclass(frozen=True, slots=True)
class Away:
    """Why somebody is not there, and the numbers of the users of whom that is so today, none of them missing."""

    code: str
    users: Callable[[], QuerySet[Any, Any]]


def is_away(path: str = "pk") -> Q:
    """The user at the end of the path is not there today."""
    asked = (Q(**{f"{path}__in": one.users()}) for one in entries("away", by="code").values())
    return reduce(or_, asked, Q(pk__in=()))
