"""The most private of all: who reads what was written, before and after the release, as every kind of person."""

import pytest
from django.test import Client
from tests.reviews.conftest import SECRET, form_of, written

from hoshin.accounts.sight import things
from hoshin.audit.selectors import history
from hoshin.base.errors import NotFound
from hoshin.reviews.models import FormAnswers, FormState, ReviewCycle, ReviewForm
from hoshin.reviews.policies import answers_visible_to, forms_visible_to
from hoshin.reviews.selectors import answers_of, reviews_to_read
from hoshin.reviews.services import agree_to_peer, name_peers

EVERYBODY = ("Ada", "Ben", "Mia", "Bo", "Sol", "Eva", "Hana", "Hugo", "Olga", "Adam")


@pytest.fixture
def handed_in(staff, cycle):
    """About Ada: herself, her manager, and Ben and Olga as peers. About Mia: three of her reports."""
    peers = name_peers(staff.as_of("Ada"), cycle=cycle, people=[staff.people["Ben"], staff.people["Olga"]])
    for form in peers:
        agree_to_peer(staff.as_of("Mia"), form=form)
    for by, about in (("Ada", "Ada"), ("Mia", "Ada"), ("Ben", "Ada"), ("Olga", "Ada")):
        written(staff, cycle, by, about, text=f"{SECRET} {by} about {about}.")
    for by in ("Ben", "Cem", "Hana"):
        written(staff, cycle, by, "Mia", text=f"{SECRET} {by} about Mia.")
    return cycle


def release(cycle):
    ReviewCycle.objects.filter(pk=cycle.pk).update(state="released")


def read_by(staff, name, about="Ada"):
    """By whom the answers are that somebody may read about somebody."""
    actor = staff.adam if name == "Adam" else staff.as_of(name)
    return set(answers_visible_to(actor).filter(form__about__name=about).values_list("form__by__name", flat=True))


def test_before_the_release_nobody_reads_of_themself_what_others_wrote(staff, handed_in):
    assert {name: read_by(staff, name) for name in EVERYBODY} == {
        "Ada": {"Ada"},
        "Ben": {"Ben"},
        "Mia": {"Ada", "Mia"},
        "Bo": {"Ada", "Mia"},
        "Sol": set(),
        "Eva": set(),
        "Hana": {"Ada", "Mia"},
        "Hugo": set(),
        "Olga": {"Olga"},
        "Adam": set(),
    }


def test_after_it_they_read_their_manager_and_never_who_of_their_peers_wrote_what(staff, handed_in):
    release(handed_in)
    assert read_by(staff, "Ada") == {"Ada", "Mia"}
    assert read_by(staff, "Mia", about="Mia") == set()
    assert read_by(staff, "Bo", about="Mia") == set()
    for name in ("Hugo", "Eva", "Adam"):
        assert read_by(staff, name) == set()


def test_hr_reads_nothing_of_themself_nor_of_another_unit(staff, handed_in):
    written(staff, handed_in, "Mia", "Hana")
    written(staff, handed_in, "Sol", "Eva")
    assert read_by(staff, "Hana", about="Hana") == set()
    assert read_by(staff, "Hana", about="Eva") == set()
    assert read_by(staff, "Hugo", about="Eva") == {"Sol"}
    release(handed_in)
    assert read_by(staff, "Hana", about="Hana") == {"Mia"}


def test_a_draft_is_its_writers_alone(staff, cycle):
    written(staff, cycle, "Mia", "Ada", done=False)
    assert [name for name in EVERYBODY if read_by(staff, name)] == ["Mia"]
    release(cycle)
    assert [name for name in EVERYBODY if read_by(staff, name)] == ["Mia"]


def test_whoever_runs_reviews_knows_how_far_forms_are_and_reads_none(staff, handed_in):
    for actor in (staff.olga, staff.adam):
        assert forms_visible_to(actor).filter(about__name="Eva").exists()
        assert not answers_visible_to(actor).filter(form__about__name="Mia").exists()
    assert not forms_visible_to(staff.as_of("Eva")).filter(about__name="Ada").exists()


@pytest.mark.parametrize("about", ["Ada", "Mia"])
def test_no_reader_of_any_kind_gives_the_person_what_is_not_released(staff, handed_in, about):
    """Every rule of sight there is, every selector of reviews, and every page, as the person reviewed."""
    actor = staff.as_of(about)
    theirs = [row for row in FormAnswers.objects.filter(form__about__name=about) if row.form.by.name != about]
    assert len(theirs) >= 3
    for thing in things().values():
        if thing.model._meta.app_label == "reviews":
            shown = [str(vars(row)) for row in thing.visible_to(actor)]
            assert not any(f"about {about}." in text and f"{about} about" not in text for text in shown), thing.kind
    for row in theirs:
        assert answers_of(actor, row.form) is None
        with pytest.raises(NotFound):
            history(actor, table="reviews_formanswers", row=row.pk)
    assert {form.by.name for form, _kept in reviews_to_read(actor, handed_in, staff.people[about])} <= {about}
    client = Client()
    client.force_login(staff.users[about], backend="hoshin.notices.signed_in.WithUnread")
    addresses = [
        "/reviews",
        f"/reviews/{handed_in.code}",
        f"/reviews/{handed_in.code}/about/{about}",
        "/home",
        "/inbox",
    ]
    addresses += [f"/reviews/forms/{form.pk}" for form in ReviewForm.objects.filter(about__name=about)]
    addresses += [f"/reviews/forms/{form.pk}/evidence" for form in ReviewForm.objects.filter(about__name=about)]
    for address in addresses:
        page = client.get(address).content.decode()
        others = [row.form.by.name for row in theirs if f"{row.form.by.name} about {about}." in page]
        assert not others, address


def test_named_peers_are_read_by_name_after_the_release_where_that_was_promised(staff):
    from tests.reviews.conftest import launched

    cycle = launched(staff, names_peers=True)
    (peer,) = name_peers(staff.as_of("Ada"), cycle=cycle, people=[staff.people["Ben"]])
    agree_to_peer(staff.as_of("Mia"), form=peer)
    written(staff, cycle, "Ben", "Ada")
    assert read_by(staff, "Ada") == set()
    assert read_by(staff, "Mia") == {"Ben"}
    release(cycle)
    assert read_by(staff, "Ada") == {"Ben"}
    assert form_of(cycle, "Ben", "Ada").state == FormState.DONE
