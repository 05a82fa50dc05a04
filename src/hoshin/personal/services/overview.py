"""The page over an export, for reading: one table for each kind of thing. It needs nothing but a browser."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
body { color: #1a1d21; background: #fff }
table { border-collapse: collapse; width: 100% } .wide { overflow-x: auto }
td, th { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd }
@media (prefers-color-scheme: dark) { body { color: #e6e8ea; background: #15171a } td, th { border-color: #3a3f45 } }
"""


class _Kind(Protocol):
    name: str
    label: str
    rows: list[dict[str, Any]]


def overview(name: str, kinds: Sequence[_Kind], at: datetime) -> str:
    """The page as HTML, in the language that is spoken."""
    title = _("What Hoshin holds of %(name)s") % {"name": name}
    about = [
        _("Put together on %(day)s. The same is there for programs, as JSON, in the folder “data”.")
        % {"day": f"{at:%Y-%m-%d}"},
        _(
            "It holds what you may see. What others wrote that is not released to you, or is theirs alone, is not in it."
        ),
        _("What you answered in surveys and wrote without your name is kept without an owner, and cannot be found."),
    ]
    listed = "".join(
        f'<li><a href="#{escape(kind.name)}">{escape(kind.label)}</a> ({len(kind.rows)})</li>' for kind in kinds
    )
    return (
        f'<!doctype html><html lang="{escape(get_language() or "en")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{''.join(f'<p>{escape(line)}</p>' for line in about)}<ul>{listed}</ul>"
        f"{''.join(map(_section, kinds))}</body></html>"
    )


def _section(kind: _Kind) -> str:
    columns = [name for name in kind.rows[0] if any(row.get(name) not in (None, "", [], {}) for row in kind.rows)]
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    rows = "".join(f"<tr>{_cells(row.get(name) for name in columns)}</tr>" for row in kind.rows)
    return (
        f'<h2 id="{escape(kind.name)}">{escape(kind.label)}</h2>'
        f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>'
    )


def _cells(values: Iterable[Any]) -> str:
    return "".join(f"<td>{escape(_shown(value))}</td>" for value in values)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        if value.keys() == {"number", "name"}:
            return str(value["name"])
        return "; ".join(f"{name}: {_shown(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
