"""How much of the evidence there is before results are looked at together, and what follows from too little."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.reviews.conftest import client_of, launched, page_of, written

from hoshin.base.errors import Invalid
from hoshin.reviews.models import ReviewResult
from hoshin.reviews.packs import FormTold, PackPart, packs_of
from hoshin.reviews.services import close_writing, decide_change, make_group, packs_in, propose_change
from hoshin.strategy.models import Objective, Plan

FORMS = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["self", "manager", "other", "peer", "report"]), st.booleans(), st.booleans()
    ).map(lambda one: FormTold(*one)),
    max_size=40,
)
HELD = st.fixed_dictionaries(
    {part: st.sets(st.integers(1, 4)) for part in (PackPart.GOALS, PackPart.TALKS, PackPart.FEEDBACK)}
)
LEAST = {"self": 1, "manager": 1, "other": 1, "peer": 3, "report": 3}


@given(FORMS, st.booleans(), HELD)
def test_the_share_of_what_is_there_by_a_plain_reference(forms, has_peers, kept):
    packs = packs_of([1, 2, 3, 4], forms, has_peers, kept)
    for person, pack in packs.items():
        there: dict[str, bool] = {}
        own = [form for form in forms if form.person == person]
        for source, least in LEAST.items():
            of_source = [form for form in own if form.source == source]
            if of_source or (source == "peer" and has_peers):
                there[source] = sum(form.is_done for form in of_source) >= least
        used = {part.value: person in holders for part, holders in kept.items() if holders}
        there |= used
        if used and "manager" in there:
            there["cited"] = any(form.source == "manager" and form.is_done and form.cites for form in own)
        assert pack.completeness == (pytest.approx(sum(there.values()) / len(there)) if there else None)
        assert set(pack.lacks) == {part for part, is_there in there.items() if not is_there}


def test_what_nobody_keeps_here_is_missing_for_nobody():
    forms = [FormTold(1, "self", True, False), FormTold(1, "manager", True, False)]
    nothing = dict.fromkeys((PackPart.GOALS, PackPart.TALKS, PackPart.FEEDBACK), ())
    assert packs_of([1], forms, False, nothing)[1].completeness == 1
    goals_of_another = packs_of([1], forms, False, {**nothing, PackPart.GOALS: {2}})[1]
    assert (goals_of_another.completeness, goals_of_another.lacks) == (0.5, ["cited", "goals"])
    assert goals_of_another.is_thin


def test_a_score_with_little_evidence_is_not_held_against_others(staff):
    """Ada has a goal and handed her own review in. Of Ben only Mia wrote: one part of four is there."""
    cycle = launched(staff, has_peers=False)
    plan = Plan.objects.create(code="P", name="Plan", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    Objective.objects.create(plan=plan, code="G", name="Goal", owner=staff.people["Ada"])
    written(staff, cycle, "Ada", "Ada")
    written(staff, cycle, "Mia", "Ada")
    written(staff, cycle, "Mia", "Ben")
    packs = packs_in(staff.olga, cycle)
    assert packs[staff.people["Ada"].pk].lacks == ["cited"]
    assert packs[staff.people["Ben"].pk].lacks == ["self", "cited", "goals"]
    thin = sum(pack.is_thin for pack in packs.values())
    end = f"/reviews/{cycle.code}/close"
    assert "How complete is the evidence?" in page_of(staff, "Olga", end)
    assert f"Of {thin} people less than three fifths" in page_of(staff, "Olga", f"{end}/evidence")
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    assert client_of(staff, "Olga").get(f"{end}/evidence").headers["Location"] == f"/reviews/{cycle.code}"
    assert client_of(staff, "Mia").get(f"{end}/evidence").status_code == 403
    seats = [staff.people[name] for name in ("Mia", "Hana")]
    group = make_group(
        staff.olga, cycle=cycle, name="Two", seats=seats, people=[staff.people["Ada"], staff.people["Ben"]]
    )
    ada, ben = (ReviewResult.objects.get(group=group, person=staff.people[name]) for name in ("Ada", "Ben"))
    assert (ada.completeness, ben.completeness) == (0.75, 0.25)
    assert "thin" in ben.flags
    assert "thin" not in ada.flags
    seen = page_of(staff, "Hana", f"/reviews/groups/{group.pk}")
    assert "missing: their own review, something dated that their manager cites, goals of the time" in seen
    for one, offers in ((ada, True), (ben, False)):
        asked = page_of(staff, "Mia", f"/reviews/results/{one.pk}/propose")
        assert ("read otherwise than by others" in asked) is offers
    mia, said = staff.as_of("Mia"), {"after": 3, "evidence": "In April."}
    with pytest.raises(Invalid, match="their own review"):
        propose_change(mia, result=ben, reason="standard", **said)
    propose_change(mia, result=ada, reason="standard", **said)
    change = propose_change(mia, result=ben, reason="mistake", **said)
    # Not before its day, nor while changes wait: no button promises otherwise.
    before = page_of(staff, "Olga", f"/reviews/{cycle.code}/release")
    assert "2 changes wait" in before
    assert "can be released from that day on" in before
    assert "Cancel Release" not in before
    decide_change(staff.as_of("Hana"), change=change, is_approved=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewResult.objects.filter(pk=ben.pk).update(completeness=1)
    assert "Of the evidence that applies 25 % was there" in page_of(staff, "Mia", f"/reviews/{cycle.code}/about/Ben")
