"""What every template can use: the environment that Django's own Jinja2 backend works in.

Functions draw marks and make addresses, filters turn a value into words; components with markup of their own are
macros in `_shared/`. A name that nothing defines is a fault where somebody develops or tests, and elsewhere it is
nothing and stands in the log: a page of an installation is better with a gap than missing.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial, wraps
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.template import defaultfilters
from django.templatetags.static import static as static_url
from django.utils import timezone, translation
from django_htmx.jinja import htmx_script
from markupsafe import Markup

from hoshin.base import amounts
from hoshin.base.formats import as_typed, decimal_mark, moment_in_format
from hoshin.base.languages import one_language, spoken, within_sentence
from hoshin.scorecards.reason_words import mending, reason_words
from hoshin.web import marks, wording
from hoshin.web.addresses import address

_LOGGER = logging.getLogger("hoshin.web.templates")
# HTMX swaps the answers to forms that need mending (422), evaluates nothing, and keeps no pages of its own. What comes in
# place of something else does not take over its style (a text area that was dragged larger): no page may write one inline.
HTMX_SETTINGS = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "attributesToSettle": ["class", "width", "height"],
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "defaultSettleDelay": 0,
        "scrollBehavior": "auto",
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    },
    separators=(",", ":"),
)
# In this order, as one may change what another says. Pages add their own behind them, and then come the utilities.
STYLESHEETS = (
    "tokens",
    "base",
    "layout",
    *(
        f"components/{name}"
        for name in "status tables glance why said talk coach controls overlays states lists drawings".split()
    ),
    "adaptations",
)
_TARGET_NUMBERS = ("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")


def environment(**options: Any) -> jinja2.Environment:
    """The environment; the backend gives loader, autoescape and auto_reload."""
    is_strict = settings.STRICT_TEMPLATES
    options["undefined"] = undefined_kind(is_strict)
    # S701: the backend says autoescape in the options.
    made = jinja2.Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])  # noqa: S701
    guard = _refusing_undefined if is_strict else _unguarded
    made.globals.update(
        {name: guard(function) for name, function in FUNCTIONS.items()},
        htmx_settings=HTMX_SETTINGS,
        every_stylesheet=STYLESHEETS,
    )
    made.filters.update({name: guard(function) for name, function in FILTERS.items()})
    made.tests["none"] = _is_none
    # The extension reads the words of templates; its own functions would each go through the context three times.
    made.template_class = _Template
    made.globals.update(_=worded, gettext=worded, ngettext=worded_many, pgettext=worded_within)
    return made


def undefined_kind(is_strict: bool) -> type[jinja2.Undefined]:
    """What a name is that nothing defines."""
    if is_strict:
        return jinja2.StrictUndefined
    return jinja2.make_logging_undefined(_LOGGER, jinja2.ChainableUndefined)


def _refusing_undefined(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, for which an undefined name is a fault as it is for the language itself."""

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        for given in (*args, *kwargs.values()):
            if isinstance(given, jinja2.Undefined):
                str(given)  # which raises, and names what is missing
        return function(*args, **kwargs)

    return guarded


def _unguarded(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def worded(text: str, /, **named: Any) -> Markup:
    """A text of a template in the language of whoever reads, with what is named in it escaped."""
    said = _translated(spoken(), text)
    return said % named if named or "%" in said else said


def worded_many(one: str, many: str, count: int, /, **named: Any) -> Markup:
    """The same for as many as there are, which the text may name as `num`."""
    return Markup(translation.ngettext(one, many, count)) % {"num": count, **named}  # noqa: S704


def worded_within(where: str, text: str, /, **named: Any) -> Markup:
    """The same for a text that means something else elsewhere."""
    return Markup(translation.pgettext(where, text)) % {"context": where, **named}  # noqa: S704


# A long page says a few words a thousand times. The language is that of now: it is a key and nothing else.
@lru_cache(maxsize=10_000)
def _translated(_language: str, text: str) -> Markup:
    return Markup(translation.gettext(text))  # noqa: S704


class _Template(jinja2.Template):
    """A template that is drawn in one language from its beginning to its end."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        with one_language():
            return super().render(*args, **kwargs)


def _is_none(given: Any) -> bool:
    """Jinja's own test calls a missing name "not none", strict or not."""
    if isinstance(given, jinja2.Undefined):
        str(given)
        return True
    return given is None


def url(name: str, /, *args: Any, **query: Any) -> str:
    """The address of a page by its name; what stands in `query` follows it, but for None and ""."""
    found = address(name, *args)
    asked = {key: wanted for key, wanted in query.items() if wanted not in (None, "")}
    return f"{found}?{urlencode(asked, quote_via=quote)}" if asked else found


def here(request: HttpRequest, **changes: Any) -> str:
    """The address of this page with some of its query changed; None or "" takes a part away.

    Every page has it with its own request put in: `{{ here(page=2) }}`.
    """
    query = request.GET.copy()
    for name, wanted in changes.items():
        query.pop(name, None)
        if wanted not in (None, ""):
            query[name] = str(wanted)
    return f"?{query.urlencode()}" if query else "?"


def dated(moment: datetime | date | None, form: str) -> str:
    """A day or an instant in Django's letters ("j F Y"), in the time zone and the format of whoever reads."""
    here = timezone.template_localtime(moment)
    told = moment_in_format(here, form) if isinstance(here, date) else None
    return told if told is not None else defaultfilters.date(here, form)


@lru_cache(maxsize=500)
def static(path: str) -> str:
    """The address of a file that every installation has; a page names some twenty of them."""
    found: str = static_url(path)
    return found


def zone() -> str:
    """The time zone in which whoever reads is told times."""
    return timezone.get_current_timezone_name()


def numbers_set(target: Any) -> list[tuple[str, float]]:
    """The numbers of a target that are set, each with its name."""
    named = [(str(target._meta.get_field(name).verbose_name), getattr(target, name)) for name in _TARGET_NUMBERS]
    return [(name, number) for name, number in named if number is not None]


def short_unit(unit: str) -> str:
    """A unit of measure where it is short enough to stand behind every number, else nothing."""
    return amounts.unit_text(unit, 12)


def value(amount: float | None, unit: str | None = "", decimals: int | None = None) -> str:
    """A value of a measure with its unit."""
    return amounts.value_text(amount, unit or "", decimals)


def initials(name: str | None) -> str:
    """One or two letters that stand for a person."""
    return wording.initials_of(name or "")


def undo_address(message: Any) -> str:
    """The address behind a notice's Undo; notices carry it in their extra tags."""
    return next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("undo:")), "")


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "decimal_mark": decimal_mark,
    "htmx_script": htmx_script,
    "icon": marks.icon,
    "language": spoken,
    "meter": marks.meter,
    "roll_up": marks.roll_up,
    "spark": marks.spark,
    "static": static,
    "status": marks.status,
    "track": marks.track,
    "url": url,
    "value": value,
    "zone": zone,
}

FILTERS: Mapping[str, Callable[..., Any]] = {
    "ago": wording.ago_text,
    "capfirst": defaultfilters.capfirst,
    "date": dated,
    "delta": wording.delta_text,
    "filesizeformat": defaultfilters.filesizeformat,
    "initials": initials,
    "linebreaksbr": defaultfilters.linebreaksbr,
    "number": amounts.number_text,
    "numbers_set": numbers_set,
    "percent": wording.percent_text,
    "probability": wording.probability_text,
    "period_brief": wording.period_brief,
    "period_label": wording.period_text,
    "span": wording.span_text,
    "period_short": partial(wording.period_text, short=True),
    "reason": reason_words,
    "mending": mending,
    "score": wording.score_text,
    "shape": marks.shape,
    "short_unit": short_unit,
    "status_label": marks.status_label,
    "tone": marks.tone,
    "truncatechars": defaultfilters.truncatechars,
    "typed": as_typed,
    "undo_address": undo_address,
    "urlize": defaultfilters.urlize,
    "within_sentence": within_sentence,
}
