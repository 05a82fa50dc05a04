"""Every read starts at a `visible_to`: a kind without a rule of sight, or a reader that passes it by, fails here."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from tests.project.house import nodes

from hoshin.accounts.sight import every, openings_of, things

SOURCE = Path(__file__).parents[2] / "src" / "hoshin"

# Rows that nobody looks up as a thing of its own, and why.
NO_THINGS = {
    "accounts.SignInTries": "counts under digests, that nobody looks up",
    "audit.Change": "the trail says itself who may read what",
    "audit.Entry": "the trail says itself who may read what",
    "audit.Touch": "that a table was written to; nobody reads it",
    "leading.WordingRelease": "numbers of texts about groups, of nobody; told to HR alone",
    "checkins.SavingTime": "how long a check-in took, of nobody; read as figures of the whole alone",
    "commentary.StoredFile": "the content of a file, read through the attachment that was looked up",
    "exchange.ColumnReading": "how columns are read that leave it open: nothing of the organisation",
    "exchange.SeriesMapping": "read by whoever imports, a right of the office",
    "forecasts.LookedAt": "numbers of changes, of the worker's own",
    "okrs.AdriftGoal": "derived; asked by conditions of goals that are visible",
    "okrs.AlignedWeight": "derived sums over people; objectives that are not visible have no name",
    "okrs.Overload": "derived; people are visible to all, and the goals that are counted are not named",
    "org.Organisation": "stands on every page",
    "org.ReportingLine": "derived; asked by conditions of sight alone",
    "org.UnitHead": "derived; as open as the unit through which it is read, and asked by conditions of sight",
    "org.UnitLine": "derived; asked by conditions of sight alone",
    "signals.WatchedMeasure": "derived; read through the rule that was looked up, and asked by its condition of sight",
    "pulse.Urn": "answers of a group have no owner, so that nobody has a right to look at them",
    "tasks.JobRun": "what the worker did; a right of administrators",
    "reviews.WritingTime": "how long a form took, of nobody; read as figures of five or more",
    "reviews.CalibrationTime": "how long a group was looked at, of nobody; read as figures of five or more",
    "scorecards.Edge": "leads from node to node; either is looked up as one",
    "scorecards.EdgeBefore": "what an undo puts back; nobody reads it",
    "scorecards.Placement": "where a unit stood, which is as open as the unit",
}

# Where rows are written, computed or judged: there all of them count, whoever acts.
BELOW_SIGHT = (
    "services",
    "services.py",
    "assembly",
    "migrations",
    "demo",
    "policies.py",
    "models.py",
    "subscriptions.py",
)

# Readers that start elsewhere, and why that is no way around.
EXEMPT = {
    "accounts/selectors.py": "names administrators and the office to whoever needs to ask them for something",
    "accounts/letters.py": "writes to the user for whom a letter was asked",
    "accounts/links.py": "knows the user of a one-time link, who is not signed in yet",
    "growth/learning_policies.py": "conditions: on whose requests one decides, who comes to one's own session; counts seats",
    "leading/sums.py": "counts leaders, of five at least and together, who gave or announced anything; reads no words",
    "agreements/selectors/expectations.py": "counts, for whoever may see shares or asks about their reports; names none",
    "measures/taking_back.py": "takes values back, after asking who may",
    "checkins/selectors/votes.py": "counts votes of weeks that are over, of three at least and together; names nobody",
    "checkins/lines.py": "asks who is there today, and tells no days",
    "okrs/selectors/alignment.py": "lists what is visible; sums and counts what is not, without a name",
    "okrs/selectors/signals.py": "what serves goals that were looked up as visible",
    "okrs/selectors/gaps.py": "lists what is visible; asks what serves it, and counts goals of people",
    "exchange/series/differences.py": "compares what an import wrote, for whoever imported it",
    "exchange/series/places.py": "asks whether a plan is new, for whoever imports",
    "exchange/series/writing.py": "writes an import",
    "measures/sheets/actuals.py": "narrowed down to measures that are visible; writes an import",
    "measures/sheets/targets.py": "narrowed down to measures that are visible",
    "exchange/transfers/importing.py": "says how far a transfer is, which the caller has looked up as theirs",
    "exchange/transfers/places.py": "forgets old transfers",
    "exchange/transfers/whose.py": "begins a transfer, and says how far one is that was looked up as visible",
    "exchange/transfers/working.py": "the worker's side of a transfer",
    "measures/selectors.py": "asks whether a value that is visible replaced another",
    "notices/signed_in.py": "reads who is signed in, and how much of their own they have not read",
    "okrs/selectors/shares.py": "adds up weights below an objective that is visible, and names none",
    "scorecards/edge_history.py": "rewrites the past of edges, for whoever changed what counts",
    "org/relations.py": "conditions of sight are made of what was granted, whoever may read of it",
    "org/explaining.py": "explains sight to whoever manages users",
    "scorecards/resting.py": "refuses a removal, by whoever removes",
    "scorecards/selectors/catalogue.py": "narrowed down to nodes that are visible; counts no further than a limit",
    "scorecards/selectors/explanation.py": "the score of a formula's measures that are visible",
    "scorecards/selectors/line_of_sight.py": "shares of all steps; those that are not visible have no name",
    "scorecards/selectors/lines.py": "scores and statuses of nodes that are visible",
    "scorecards/selectors/measure.py": "scores of nodes that are visible",
    "scorecards/selectors/nodes.py": "asks whether a node that is visible counted",
    "scorecards/selectors/official.py": "narrowed down to nodes that are visible",
    "scorecards/selectors/periods.py": "which periods a plan has",
    "scorecards/selectors/rewriting.py": "nodes of a thing that the office is about to change",
    "scorecards/selectors/scorecard.py": "tops of a plan, and lines looked up again as visible nodes",
    "scorecards/selectors/series.py": "scores of a node that the caller has looked up as visible",
    "scorecards/selectors/side_by_side.py": "scores of nodes that are visible, and which of these serve another",
    "scorecards/selectors/soundness.py": "the check of the whole installation, a right of the office",
    "scorecards/sheets/nodes.py": "names of nodes that the sheets look up as visible",
    "scorecards/sheets/status_overrides.py": "narrowed down to nodes that are visible",
    "initiatives/selectors/listing.py": "conditions on initiatives that are visible",
    "initiatives/selectors/milestones.py": "dates of all that hangs together; those that are not visible have no name",
    "initiatives/selectors/standings.py": "how far initiatives are that were looked up as visible",
    "reviews/links.py": "knows the form of a secret link, whose bearer is not signed in",
    "reviews/selectors/times.py": "counts results and people who look, of five at least and together; names nobody",
    "reviews/waiting.py": "names the users for whom something may wait; what it is, rules of sight say",
    "strategy/outline.py": "counts up to a limit, and asks whether a visible objective serves another",
    "strategy/parts.py": "narrowed down by selectors to what is visible",
    "strategy/selectors.py": "asks whether a visible objective serves or drives another",
}


def house_models():
    return [
        model for config in apps.get_app_configs() if config.name.startswith("hoshin.") for model in config.get_models()
    ]


def closed_models() -> set[str]:
    """The models of kinds that are not open to everyone as a whole."""
    return {
        thing.model.__name__
        for kind, thing in things().items()
        if not any(line.rows is every and line.who == "everyone" for line in openings_of(kind))
    }


def test_every_kind_of_row_has_its_rule_of_sight():
    named = {thing.model._meta.label for thing in things().values()} | NO_THINGS.keys()
    assert sorted({model._meta.label for model in house_models()} - named) == []
    assert sorted(NO_THINGS.keys() - {model._meta.label for model in house_models()}) == []


@pytest.mark.parametrize("kind", sorted(things()))
def test_the_rule_lies_in_the_policies_of_its_app(kind):
    thing = things()[kind]
    app = thing.model._meta.app_label
    assert thing.visible_to.__module__ == f"hoshin.{app}.policies"
    assert thing.visible_to.__name__.endswith("_visible_to")
    assert openings_of(kind), "nobody may see it"


def test_no_reader_passes_a_rule_of_sight_by():
    closed = closed_models()
    assert {"Measure", "Actual", "Objective", "Node"} <= closed
    guilty = {}
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if not set(place.parts) & set(BELOW_SIGHT) and (found := _unfiltered(path, closed)):
            guilty[str(place)] = found
    assert {place: found for place, found in guilty.items() if place not in EXEMPT} == {}
    assert sorted(EXEMPT.keys() - guilty.keys()) == [], "these pass nothing by any more"


def _unfiltered(path: Path, models: set[str]) -> list[str]:
    return [
        f"{node.value.id}.{node.attr} in line {node.lineno}"
        for node in nodes(path, ast.Attribute)
        if node.attr in ("objects", "everything", "_base_manager", "_default_manager")
        and isinstance(node.value, ast.Name)
        and node.value.id in models
    ]
