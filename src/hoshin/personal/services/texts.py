"""Looks through every text of the database for names, addresses and words of one person, and takes them out.

Cards say where words lie that somebody wrote, and what repeats their name. Beside that, anybody may have written a name into
any text, and words are repeated in evidence, notices and the trail. So each column of text of every table is asked.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Field, JSONField, Model, TextField

from hoshin.base.personal_data import ERASED, personal_data

# A shorter sentence may be anybody's; a longer one is quoted in short.
SHORTEST_SAYING, LONGEST_SAYING = 20, 80
# Tables whose triggers write into the last of these.
LAST = "audit.Entry"


@dataclass(frozen=True, slots=True)
class Takeout:
    """What is taken out: names and addresses, in whose place `called` stands, and sayings, of which nothing stays."""

    names: tuple[str, ...]
    sayings: tuple[str, ...]
    called: str

    @property
    def pattern(self) -> str:
        """A regular expression for the names as whole words, alike to Python and PostgreSQL; empty where there are none."""
        longest_first = sorted(self.names, key=len, reverse=True)
        return "|".join(map(re.escape, longest_first))

    def of_text(self, text: str) -> str:
        """A text without the names; where it repeats a saying, nothing of it."""
        flat = " ".join(text.split())
        if any(saying in flat for saying in self.sayings):
            return ERASED
        return re.sub(rf"(?<!\w)(?:{self.pattern})(?!\w)", self.called, text, flags=re.I) if self.names else text

    def of_value(self, value: Any) -> Any:
        """A value of JSON, in which names may be keys as well."""
        if isinstance(value, str):
            return self.of_text(value)
        if isinstance(value, list):
            return [self.of_value(one) for one in value]
        if isinstance(value, dict):
            return {self.of_text(key): self.of_value(one) for key, one in value.items()}
        return value


def sayings_of(texts: Collection[str]) -> tuple[str, ...]:
    """What of these texts would be known again where it is quoted: the beginning of each line that is long enough."""
    lines = {" ".join(line.split())[:LONGEST_SAYING].strip() for text in texts for line in text.splitlines()}
    return tuple(sorted(line for line in lines if len(line) >= SHORTEST_SAYING and line != ERASED))


def take_out(what: Takeout) -> tuple[dict[str, list[Any]], int]:
    """Take it out of every text there is; the keys of rows that were changed, by table, and how many were refused.

    What the database holds on to, such as questions to which a promise was made, is left as it is.
    """
    changed: dict[str, list[Any]] = {}
    refused = 0
    models = sorted(apps.get_models(), key=lambda model: model._meta.label == LAST)
    for model in models:
        columns = list(_columns_of_text(model))
        if columns and not model._meta.proxy and (what.names or what.sayings):
            done, left = _take_out_of(model, columns, what)
            refused += left
            if done:
                changed[model._meta.label] = done
    return changed, refused


def _columns_of_text(model: type[Model]) -> Iterator[Field]:  # type: ignore[type-arg]  # of any kind
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, CharField | TextField) and not field.primary_key
        is_list = isinstance(field, ArrayField) and isinstance(field.base_field, CharField | TextField)
        if (is_text or is_list or isinstance(field, JSONField)) and not field.choices and not field.unique:
            yield field


def _take_out_of(model: type[Model], columns: list[Any], what: Takeout) -> tuple[list[Any], int]:
    done: list[Any] = []
    refused = 0
    names_alone = replace(what, sayings=())
    rows = model._base_manager.filter(pk__in=_holding(model, columns, what))
    for row in list(rows.only("pk", *(field.attname for field in columns))):
        news = {}
        for field in columns:
            old = getattr(row, field.attname)
            new = (what if _may_quote(model, field) else names_alone).of_value(old)
            if new != old:
                news[field.attname] = new[: field.max_length] if isinstance(new, str) and field.max_length else new
        if not news:
            continue
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**news)
            done.append(row.pk)
        except IntegrityError:
            refused += 1
    return done, refused


def _holding(model: type[Model], columns: list[Any], what: Takeout) -> list[Any]:
    """Keys of rows with any of it. One statement: the database reads the table once."""
    name, key = connection.ops.quote_name, model._meta.pk
    texts = " || chr(10) || ".join(f"coalesce({name(field.column)}::text, '')" for field in columns)
    conditions: list[str] = []
    values: list[Any] = []
    if what.names:
        conditions.append("said ~* %s")
        values.append(rf"(^|[^[:alnum:]_])({what.pattern})($|[^[:alnum:]_])")
    if what.sayings and any(_may_quote(model, field) for field in columns):
        conditions.append("EXISTS (SELECT FROM unnest(%s::text[]) saying WHERE position(saying IN said) > 0)")
        values.append([json.dumps(saying, ensure_ascii=False)[1:-1] for saying in what.sayings])
    if not conditions:
        return []
    query = (
        f"SELECT key FROM (SELECT {name(str(key.column))} AS key, {texts} AS said FROM {name(model._meta.db_table)}) held "  # noqa: S608 – names of our own tables
        f"WHERE {' OR '.join(conditions)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _may_quote(model: type[Model], field: Any) -> bool:
    """Whether words of people are repeated there, as its app says. Elsewhere the same words are somebody else's."""
    return any(entry.model is model and field.name in entry.quotes for entry in personal_data())
