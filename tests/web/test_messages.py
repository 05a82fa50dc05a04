"""What is translated: sentences are collected, and catalogues are whole, compiled, and keep what stands inside of texts."""

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from tests.project.house import ROOT

from hoshin.config.environment import LANGUAGES

LOCALE = ROOT / "src" / "hoshin" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
# A few new sentences stay English until somebody translates them; more would be a page in two languages.
SHARE = 0.98
_PLACES = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>|&\w+;")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Catalog:
    """What `make messages` collects, with its command and its configuration."""
    target = tmp_path_factory.mktemp("messages") / "found.pot"
    command = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "pybabel -q extract" in line)
    words = command.partition("extract")[2].replace(".cache/django.pot", str(target)).split()
    pybabel = Path(sys.executable).with_name("pybabel")
    environment = {"PYTHONPATH": str(ROOT)}
    subprocess.run([pybabel, "-q", "extract", *words], cwd=ROOT, env=environment, check=True)
    return read_po(io.BytesIO(target.read_bytes()))


@cache
def catalogue(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()))


def ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def texts(message: Message) -> tuple[str, ...]:
    found = message.string if isinstance(message.string, tuple) else (message.string,)
    return tuple(text for text in found if text)


def test_sentences_are_collected_wherever_they_stand(collected):
    found = {one for message in collected for one in ids(message)}
    assert "%(n)s more lines" in found, "one and many"
    assert "Somebody else was faster" in found, "in what slices share"
    assert any(one.startswith("A plan holds your vision, a few perspectives, and the") for one in found), "over lines"
    assert "This is not yours to do" in found, "in code"
    assert "That is not your password." in found, "what a service refuses"
    assert "There is no %(thing)s %(code)s." in found, "with its facts apart"
    assert "link or file" in found, "what is missing"
    assert "Say who you are" not in found, "the API speaks English"


def test_every_language_that_can_be_chosen_has_a_catalogue():
    assert {path.parts[-3] for path in CATALOGUES} == {code for code, _name in LANGUAGES} - {"en"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole(path, collected):
    """Brought up to date by `make messages`; what it lacks is named here."""
    known = {(message.context, ids(message)): message for message in catalogue(path)}
    wanted = [message for message in collected if message.id]
    lacking = [
        ids(message)[0] for message in wanted if not texts(known.get((message.context, ids(message))) or Message(""))
    ]
    assert 1 - len(lacking) / len(wanted) >= SHARE, (
        f"{len(lacking)} of {len(wanted)} are not translated: {lacking[:40]}"
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_places_and_markup(path):
    forms = catalogue(path).num_plurals
    wrong = []
    for message in catalogue(path):
        if not message.id or not texts(message):
            continue
        if len(texts(message)) != (forms if message.pluralizable else 1):
            wrong.append(f"{message.id}: not every form of one and many")
        # One may say "one measure" without its number; many must name what the original names.
        wanted = [sorted(_PLACES.findall(one)) for one in ids(message)]
        for text in texts(message):
            if sorted(_PLACES.findall(text)) not in wanted:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_what_is_read_at_run_time_is_compiled_from_what_is_edited(path):
    """Compiled catalogues are committed: no machine needs a tool to read them (decision 0031)."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    # Not shown side by side: pytest would look for hours at where megabytes differ.
    is_as_edited = path.with_suffix(".mo").read_bytes() == compiled.getvalue()
    assert is_as_edited, "run make messages"
