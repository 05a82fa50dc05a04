"""Undocumented means broken: models, settings, commands and pages of the reference are found where a reader looks.

A command stands in `commands.md` or on the page that an app has in the reference; so does an operation of the API.
"""

from pathlib import Path

from django.apps import apps

from hoshin.config.environment import SETTINGS

DOCS = Path(__file__).parents[2] / "docs"


def test_every_model_stands_in_the_glossary():
    glossary = (DOCS / "reference" / "glossary.md").read_text()
    missing = [
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("hoshin.")
        for model in config.get_models()
        if f"**{model.__name__}**" not in glossary
    ]
    assert missing == []


def test_every_setting_stands_in_the_reference():
    reference = (DOCS / "reference" / "settings.md").read_text()
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in reference] == []


def test_every_command_stands_in_the_reference():
    from hoshin.cli.main import hoshin

    reference = "".join(page.read_text() for page in (DOCS / "reference").glob("*.md"))
    names = hoshin.list_commands(None)
    assert len(names) > 5
    assert [name for name in names if f"## hoshin {name}" not in reference] == []


def test_every_decision_is_numbered_and_linked():
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    index = (DOCS / "decisions" / "README.md").read_text()
    assert pages
    assert [page.name for page in pages if page.name not in index] == []


def test_every_page_of_the_documentation_is_linked():
    index = (DOCS / "README.md").read_text()
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.glob("*/*.md") if page.parent.name != "decisions"]
    assert [page for page in pages if page not in index] == []
