"""Whether the values of units are summed or averaged: proposed from whole words, chosen by people, kept."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from hoshin.base.errors import Invalid
from hoshin.measures.models import Measure
from hoshin.measures.rows import MeasureRow
from hoshin.measures.selectors import measures_to_confirm
from hoshin.measures.services import change_measure, choose_across_units, define_measure, record_actual, upsert_measures
from hoshin.measures.services.across_units import proposed_across_units
from hoshin.org.models import Unit

pytestmark = pytest.mark.django_db


def chosen(code):
    return Measure.objects.values_list("across_units", "is_across_units_proposed").get(code=code)


@pytest.mark.parametrize(
    ("unit_of_measure", "proposed"),
    [
        ("corporate customers", "sum"),
        ("Corporate Customers", "sum"),
        ("shareholders", "sum"),
        ("people", "sum"),
        ("", "sum"),
        ("rate per 1,000", "mean"),
        ("% of staff", "mean"),
        ("Index points", "mean"),
        ("EUR per customer", "mean"),
        ("‰", "mean"),
    ],
)
def test_whole_words_propose_how_last_values_come_together(unit_of_measure, proposed):
    assert proposed_across_units("last", unit_of_measure) == proposed


def test_what_is_summed_or_averaged_over_time_is_so_over_units():
    ways = {"sum": "sum", "mean": "mean", "weighted_mean": "mean", "min": "min", "max": "max", "ratio": "ratio"}
    assert {way: proposed_across_units(way, "rate") for way in ways} == ways
    assert proposed_across_units("none", "") == "none"


def test_a_new_measure_takes_the_proposal_until_somebody_chooses(office):
    rates = define_measure(office, code="R", name="Rates", unit_of_measure="rate per 1,000")
    assert chosen("R") == ("mean", True)
    rates = change_measure(office, measure=rates, name="Rate")
    assert chosen("R") == ("mean", True)
    rates = change_measure(office, measure=rates, aggregation="sum")
    assert chosen("R") == ("sum", False)
    change_measure(office, measure=rates, across_units="mean")
    assert chosen("R") == ("mean", False)
    with pytest.raises(Invalid, match="no numerators"):
        change_measure(office, measure=rates, across_units="ratio")


def test_a_file_may_say_it_or_leave_it(office):
    upsert_measures(office, [MeasureRow("A", "A", unit_of_measure="%"), MeasureRow("B", "B", across_units="mean")])
    assert (chosen("A"), chosen("B")) == (("mean", True), ("mean", False))
    upsert_measures(office, [MeasureRow("A", "A", across_units="sum"), MeasureRow("B", "B again")])
    assert (chosen("A"), chosen("B")) == (("sum", False), ("mean", False))


def test_what_was_there_keeps_its_behaviour_and_is_asked_about(office):
    """The guess from parts of words is stored as it was: "corporate" contains "rate"."""
    for code, aggregation, unit in (("C", "last", "corporate customers"), ("H", "last", "heads"), ("M", "mean", "")):
        Measure.objects.create(code=code, name=code, aggregation=aggregation, unit_of_measure=unit)
    importlib.import_module("hoshin.measures.migrations.0004_keep_how_units_came_together").store_guesses(apps, None)
    assert [chosen(code) for code in "CHM"] == [("mean", True), ("sum", True), ("mean", False)]


def test_the_office_confirms_or_changes_all_at_once(client, olga, office, november):
    north = Unit.objects.create(code="N", name="North")
    held = [define_measure(office, code=code, name=code) for code in ("H1", "H2")]
    define_measure(office, code="WHOLE", name="Held by no unit")
    for measure in held:
        record_actual(office, measure=measure, period="2026-10", value=5, unit=north)
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert "summed or averaged" in client.get("/measures").content.decode()
    page = client.get(reverse("across_units")).content.decode()
    assert page.count("<select") == 2
    client.post(reverse("across_units"), {f"way-{held[0].pk}": "mean", f"way-{held[1].pk}": "sum"})
    assert (chosen("H1"), chosen("H2")) == (("mean", False), ("sum", False))
    assert measures_to_confirm(office) == []
    assert "summed or averaged" not in client.get("/measures").content.decode()
    with pytest.raises(Invalid):
        choose_across_units(office, choices={Measure.objects.get(code="H1"): "ratio"})
