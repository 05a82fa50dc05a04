"""The letter of a result as PDF: what the page says, to whom the page says it, and only once it is released."""

from datetime import UTC, datetime

import pytest
from tests.pdfs import text_of
from tests.reviews.conftest import written
from tests.reviews.test_results import client_of

from hoshin.base import clock
from hoshin.base.formats import using
from hoshin.base.languages import speaking
from hoshin.org.models import Person
from hoshin.reviews.models import ReviewForm, ReviewResult
from hoshin.reviews.services import (
    acknowledge_result,
    appeal,
    close_writing,
    decide_change,
    make_group,
    propose_change,
    release_results,
)
from hoshin.web.papers import PaperHeading, PaperItems, PaperRows, PaperWords, paper

RELEASE_DAY = datetime(2026, 12, 18, 12, tzinfo=UTC)
MARKUP = '#eval("1+1") *bold* $x$ <b>b</b> @ref <label> \\ = head `raw` // note /* note ( [ ] ) { } "q"'


@pytest.fixture
def to_release(staff, cycle):
    """Mia rated Ben 2, which Hana raised to 3.5; three reports wrote about Mia, all in odd signs."""
    Person.objects.filter(name="Ben").update(name="Ben #lorem(9)")
    written(staff, cycle, "Mia", "Ben #lorem(9)", text=MARKUP, step=2)
    written(staff, cycle, "Bo", "Mia", step=3)
    for name in ("Cem", "Dan", "Hana"):
        written(staff, cycle, name, "Mia", text=f"{name} says so.", step=4)
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    seats = [staff.people["Mia"], staff.people["Hana"]]
    make_group(staff.olga, cycle=cycle, name="North", seats=seats, unit=staff.units["N"])
    ben = ReviewResult.objects.get(cycle=cycle, person=staff.people["Ben"])
    change = propose_change(staff.as_of("Mia"), result=ben, after=3.5, reason="evidence", evidence=f"May. {MARKUP}")
    decide_change(staff.as_of("Hana"), change=change, is_approved=True)
    return cycle


def letter_of(staff, cycle, reader, about="Ben"):
    return client_of(staff, reader).get(f"/reviews/{cycle.code}/about/{about}/letter.pdf")


def test_before_the_release_nobody_gets_a_letter_and_then_those_who_read_the_page(staff, to_release):
    for name in ("Ben", "Mia", "Bo", "Hana", "Olga"):
        assert letter_of(staff, to_release, name).status_code == 404, name
    page = client_of(staff, "Mia").get(f"/reviews/{to_release.code}/about/Ben").content.decode()
    assert "letter.pdf" not in page
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=to_release)
        for name in ("Ben", "Mia", "Bo", "Hana", "Ada", "Sol", "Hugo", "Olga"):
            read = client_of(staff, name).get(f"/reviews/{to_release.code}/about/Ben")
            assert (letter_of(staff, to_release, name).status_code == 200) == (name in ("Ben", "Mia", "Bo", "Hana"))
            assert read.status_code == letter_of(staff, to_release, name).status_code, name
            assert ("letter.pdf" in read.content.decode()) == (read.status_code == 200)


def test_the_letter_says_what_the_page_says_and_signs_in_it_do_nothing(staff, to_release):
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=to_release)
        ben = ReviewResult.objects.get(cycle=to_release, person=staff.people["Ben"])
        acknowledge_result(staff.as_of("Ben"), result=ben, comment=f"Read. {MARKUP}")
        appeal(staff.as_of("Ben"), result=ben, text=f"The cutover is missing. {MARKUP}")
        answer = letter_of(staff, to_release, "Ben")
        hers = text_of(letter_of(staff, to_release, "Mia", about="Mia").content)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline")
    assert b"pdfuaid" in answer.content
    said = " ".join(text_of(answer.content).split())
    for words in (
        "Review of Ben #lorem(9)",
        "1 Jan 2026 to 31 Dec 2026",
        "3.50 It was computed as 2.00 and changed for the reasons below.",
        "2.00 to 3.50: evidence that the writers did not have.",
        "The cutover is missing.",
        "Manager: Mia",
        "Of the evidence that applies",
        "Missing: their own review",
    ):
        assert words in said, words
    # In what the manager wrote, the evidence, the comment and the appeal.
    assert said.count(MARKUP) >= 4
    assert "Cem says so. Dan says so. Hana says so." in " ".join(hers.split())
    assert "Report: Dan" not in hers


def test_a_letter_is_in_the_language_and_the_formats_of_whoever_reads(staff, to_release):
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=to_release)
        staff.users["Ben"].language, staff.users["Ben"].formats = "de", "de_DE"
        staff.users["Ben"].save()
        said = " ".join(text_of(letter_of(staff, to_release, "Ben").content).split())
    assert "3,50" in said
    assert "Ergebnis" in said
    assert "01.01.2026" in said


def test_a_letter_asks_few_statements(staff, to_release, django_assert_max_num_queries):
    with clock.fixed(RELEASE_DAY):
        release_results(staff.olga, cycle=to_release)
        client = client_of(staff, "Bo")
        address = f"/reviews/{to_release.code}/about/Ben/letter.pdf"
        client.get(address)
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
    assert ReviewForm.objects.filter(cycle=to_release).count() > 15


def test_a_paper_holds_every_kind_of_block_and_signs_that_no_font_has():
    blocks = [
        PaperHeading("Who (and how)"),
        PaperRows(["Who", "n"], [["Łukasz Ößer", "1 234"], ["Ελένη", "–"]], numbers=(1,)),
        PaperWords("One line\nand another\n\nand a paragraph"),
        PaperItems(["first", "second"]),
    ]
    with speaking("en"), using(""):
        said = text_of(paper("Привет", blocks, foot="Foot"))
        assert paper("漢字 \U0010fffd", [PaperWords("\U0010fffd and words")]).startswith(b"%PDF")
    for words in ("Привет", "Who (and how)", "Łukasz Ößer", "1 234", "Ελένη", "One line", "and a paragraph", "Foot"):
        assert words in said, words
    assert said.index("first") < said.index("second")
