"""What templates can rely on: missing names are found, faults say where they are, words can be translated."""

import logging
import re
from pathlib import Path

import jinja2
import pytest
from django.conf import settings
from django.template import TemplateSyntaxError, engines
from django.template.backends.jinja2 import Jinja2

from hoshin.web import jinja

ROOT = Path(__file__).parents[2]


def rendered(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ line.nothing }}",
        "{% if nobody %}{% endif %}",
        "{{ nobody|score }}",
        "{{ value(line.nothing) }}",
        "{{ url('measure', line.nothing) }}",
        "{% if line.nothing is none %}{% endif %}",
        "{{ _('By %(name)s', name=nobody) }}",
    ],
)
def test_a_name_that_nothing_defines_is_a_fault_here(source):
    with pytest.raises(jinja2.UndefinedError, match=r"nobody|nothing"):
        rendered(source, line={})


def test_in_an_installation_it_is_nothing_and_logged(settings, caplog):
    settings.STRICT_TEMPLATES = False
    lenient = jinja.environment(autoescape=True)

    with caplog.at_level(logging.WARNING, "hoshin.web.templates"):
        shown = lenient.from_string("<{{ line.nothing.at.all }}{{ nobody|score }}>").render(line={})

    assert shown == "<–>"
    assert "nothing" in caplog.text


def test_what_is_written_by_people_is_text_and_never_markup():
    assert rendered("{{ name }}", name="<b>") == "&lt;b&gt;"
    assert rendered("{{ _('By %(name)s', name=name) }}", name="<b>") == "By &lt;b&gt;"
    assert rendered('<a href="{{ url("measure", "A&B", plan="x\\"y") }}">') == '<a href="/measures/A&amp;B?plan=x%22y">'


def test_an_address_leaves_out_what_is_not_asked_for():
    assert jinja.url("measure", "M 1", period=None, plan="A B", unit="") == "/measures/M%201?plan=A%20B"


def test_a_broken_template_says_its_file_and_line(tmp_path):
    (tmp_path / "broken.html").write_text("<p>\n{% if %}\n</p>")
    (tmp_path / "failing.html").write_text("<p>\n\n{{ nobody }}\n</p>")
    options = {"environment": "hoshin.web.jinja.environment"}
    backend = Jinja2({"NAME": "broken", "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": options})

    with pytest.raises(TemplateSyntaxError) as broken:
        backend.get_template("broken.html")
    with pytest.raises(jinja2.UndefinedError) as failing:
        backend.get_template("failing.html").render()

    assert broken.value.template_debug["name"] == str(tmp_path / "broken.html")
    assert broken.value.template_debug["line"] == 2
    frames = [(str(entry.path), entry.lineno + 1) for entry in failing.traceback]
    assert (str(tmp_path / "failing.html"), 3) in frames


def test_what_a_template_can_use_stands_in_the_reference():
    reference = (ROOT / "docs" / "reference" / "templates.md").read_text()
    assert [name for name in (*jinja.FUNCTIONS, *jinja.FILTERS) if not re.search(rf"`{name}[`(]", reference)] == []


def test_an_attribute_that_may_be_missing_brings_its_own_space():
    """Lines that hold a statement alone leave nothing behind, so that two such attributes would grow together."""
    glued = re.compile(r"^\s*\{%-? if (?:(?!%\}).)*%\}[a-z-]+(?:=|\{%| data-| aria-)", re.M)
    templates = [path for folder in settings.TEMPLATES[0]["DIRS"] for path in Path(folder).rglob("*.html")]
    assert len(templates) > 100
    assert [path.name for path in templates if glued.search(path.read_text())] == []


def test_a_dot_between_two_things_has_its_space_also_where_one_of_them_is_left_out():
    """What stands between the tags of two blocks on lines of their own is left out, spaces and all."""
    of_its_own = re.compile(r"%\}\n\s*\{%-? if [^%]*%\} *·")
    templates = ROOT / "src/hoshin/web/templates"
    assert [path.name for path in templates.rglob("*.html") if of_its_own.search(path.read_text())] == []
