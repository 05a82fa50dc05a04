"""Pages speak nothing else than the language of their reader: what no catalogue could translate is named here."""

import re
from html.parser import HTMLParser

import pytest
from babel.dates import get_month_names
from django.apps import apps
from django.db.models import CharField, TextField
from django.utils import translation
from tests.web.test_looks import LOOKS

from hoshin.audit.models import Change
from hoshin.commentary.models import Commentary
from hoshin.measures.models import Measure
from hoshin.meetings.models import OneOnOne
from hoshin.org.models import Person, Unit
from hoshin.scorecards.models import Node
from hoshin.strategy.models import CausalLink, Objective, Plan
from hoshin.web import jinja, marks

pytestmark = pytest.mark.django_db
# The sample of all components, the documentation, the coach, who knows English and French, and the contents of templates.
_LEFT_OUT = ("/style", "/help", "/coach", "/templates")
_SAID_BY_ATTRIBUTES = {"alt", "aria-description", "aria-label", "aria-valuetext", "placeholder", "title"}
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
# Names of keys, of files and of the product, and what is written into a file as it is.
_SAME_IN_EVERY_LANGUAGE = set(
    "alt authorization bearer csv ctrl delete deutsch english enter esc fran ais hoshin https shift tab utc".split()
)
# Published series that come with Hoshin.
_SAME_IN_EVERY_LANGUAGE |= set("canada canadian indicator framework".split())


class Read(HTMLParser):
    """What a page says, to eyes and to ears."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.above: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.above.append(tag)
        self.said += [value for name, value in attrs if name in _SAID_BY_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        if tag in self.above:
            del self.above[len(self.above) - 1 - self.above[::-1].index(tag) :]

    def handle_data(self, data):
        if not {"script", "style", "option", "code"} & set(self.above):
            self.said.append(data)


@pytest.fixture
def marked(monkeypatch):
    """Every sentence that is translated stands between marks; words that are kept are kept neither before nor after."""
    _forget_words()
    trans = translation._trans
    monkeypatch.setattr(trans, "gettext", lambda text: f"⟦{text}⟧" if text else "", raising=False)
    monkeypatch.setattr(trans, "ngettext", lambda one, many, n: f"⟦{one if n == 1 else many}⟧", raising=False)
    monkeypatch.setattr(trans, "pgettext", lambda context, text: f"⟦{text}⟧", raising=False)
    yield
    _forget_words()


def _forget_words():
    jinja._translated.cache_clear()
    marks._status.cache_clear()


def unmarked(text: str) -> str:
    """What of a text stands outside of all marks."""
    while (without := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = without
    # A sentence with markup in it comes in pieces.
    return re.sub(r"⟦.*|^[^⟦]*⟧", " ", text)


def written_by_people() -> set[str]:
    """Each word that stands in any text of any row."""
    words: set[str] = set()
    for model in apps.get_models():
        texts = [field.attname for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
        if model.__module__.startswith("hoshin.") and texts:
            for row in model._base_manager.values_list(*texts):
                words.update(word.casefold() for text in row if text for word in _WORD.findall(str(text)))
    return words


def places(house_world, vera) -> dict[str, int]:
    return {
        "vera": vera.pk,
        "change": Change.objects.latest("id").pk,
        "k5": Node.objects.get(measure__code="k5", unit=None).pk,
        "days": Measure.objects.get(code="days").pk,
        "C1": Objective.objects.get(code="C1").pk,
        "P1": Objective.objects.get(code="P1").pk,
        "NS": Plan.objects.get(code="NS").pk,
        "NORTH": Unit.objects.get(code="NORTH").pk,
        "said": Commentary.objects.get().pk,
        "link": CausalLink.objects.get(cause__code="P1").pk,
        "one": OneOnOne.objects.latest("id").pk,
        "7": Person.objects.get(employee_id="7").pk,
    }


def test_no_page_says_anything_that_could_not_be_translated(
    client, request, house_world, ada, olga, vera, november, marked
):
    users = {who: request.getfixturevalue(who) for who, _address in LOOKS if who}
    known = written_by_people() | _SAME_IN_EVERY_LANGUAGE
    for width in ("wide", "abbreviated"):
        known |= {name.casefold().rstrip(".") for name in get_month_names(width, "stand-alone", "de").values()}
    numbers, wrong = places(house_world, vera), set()
    for who, address in LOOKS:
        if not who or address.startswith(_LEFT_OUT):
            continue
        user = users[who]
        user.language = "de"
        user.save()
        client.force_login(user)
        answer = client.get(re.sub(r"\{(\w+)\}", lambda name: str(numbers[name[1]]), address))
        assert '<html lang="de"' in answer.content.decode(), address
        for text in Read(answer.content.decode()).said:
            left = [word for word in _WORD.findall(unmarked(text)) if word.casefold() not in known]
            if left:
                wrong.add((address, " ".join(unmarked(text).split())))
    assert not wrong, "\n".join(f"{address}: {text}" for address, text in sorted(wrong))
