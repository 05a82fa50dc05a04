"""The documentation as pages: the same files that are read with the code, so that it is never another one."""

import posixpath
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

import hoshin

INDEX = "README"
_PACKAGE = Path(hoshin.__file__).parent
# In a wheel they lie in the package, in a working copy beside its sources.
_FOLDERS = (_PACKAGE / "docs", _PACKAGE.parents[1] / "docs")
_ELSEWHERE = re.compile(r"^[a-z]+:|^#")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the documentation: its title, and its text as HTML without the title."""

    title: str
    text: SafeString


@cache
def help_page(name: str) -> HelpPage | None:
    """The page of that name, as in "guides/units"; None where there is none."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    if folder is None or name not in _names(folder):
        return None
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((folder / f"{name}.md").read_text(encoding="utf-8"))
    title, body = _parted(tokens)
    for token in body:
        _lead_on(token, name, _names(folder))
    # S308: written with the code; the parser escapes HTML in it.
    return HelpPage(title, mark_safe(markdown.renderer.render(_with_places(body), markdown.options, {})))  # noqa: S308


@cache
def _names(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md"))


def _parted(tokens: Sequence[Token]) -> tuple[str, list[Token]]:
    """The words of the first heading, and what comes after it."""
    at = next(at for at, token in enumerate(tokens) if token.type == "heading_open")
    return tokens[at + 1].content, list(tokens[at + 3 :])


def _lead_on(token: Token, name: str, known: Collection[str]) -> None:
    """Links to other pages lead there; those to files beside the documentation are words."""
    is_dead = False
    for child in token.children or ():
        if child.type == "link_close" and is_dead:
            child.tag = "span"
        if child.type != "link_open" or _ELSEWHERE.match(str(child.attrs["href"])):
            continue
        path, _mark, place = str(child.attrs["href"]).partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".md")
        is_dead = page not in known
        if is_dead:
            child.tag, child.attrs = "span", {}
        else:
            child.attrs["href"] = _address(page) + (f"#{place}" if place else "")


def _address(page: str) -> str:
    return reverse("help") if page == INDEX else reverse("help_page", args=[page])


def _with_places(tokens: Sequence[Token]) -> Sequence[Token]:
    """The same; each heading is a place to which a link can lead, by its words."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = re.sub(r"[^\w\- ]", "", tokens[at + 1].content.lower())
            token.attrs["id"] = words.replace(" ", "-")
    return tokens
