"""Keep decisions, what was known when they were taken, and what came of them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import hoshin.base.words
from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("measures", "0013_keep_the_giver"),
        ("org", "0015_heads_of_now"),
        ("strategy", "0009_ask_for_a_reaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("question", models.CharField(max_length=300, verbose_name="question")),
                ("context", models.TextField(blank=True, max_length=4000, verbose_name="what it is about")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "to be taken"), ("taken", "taken"), ("reviewed", "reviewed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "everyone who sees what it is about"),
                            ("private", "the decider and the strategy office"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="visible to",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="taken on")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="looked at again on")),
                ("reasons", models.TextField(blank=True, max_length=4000, verbose_name="why this one")),
                (
                    "dissent",
                    models.TextField(blank=True, max_length=4000, verbose_name="who saw it otherwise, and why"),
                ),
                ("is_reversible", models.BooleanField(default=True, verbose_name="can be reversed")),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how sure, in percent"),
                ),
                ("effect_start", models.DateField(blank=True, null=True, verbose_name="first day of the period")),
                (
                    "effect_frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("daily", "daily"),
                            ("weekly", "weekly"),
                            ("monthly", "monthly"),
                            ("quarterly", "quarterly"),
                            ("half-yearly", "half-yearly"),
                            ("annual", "annual"),
                        ],
                        max_length=12,
                    ),
                ),
                ("expected_low", models.FloatField(blank=True, null=True, verbose_name="expected, from")),
                ("expected", models.FloatField(blank=True, null=True, verbose_name="expected")),
                ("expected_high", models.FloatField(blank=True, null=True, verbose_name="expected, to")),
                (
                    "decider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.person",
                        verbose_name="decider",
                    ),
                ),
                (
                    "effect_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="measures.measure",
                        verbose_name="acts on",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DecisionEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("frozen_at", models.DateTimeField(verbose_name="frozen")),
                ("content", models.TextField(verbose_name="content")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DecisionOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300, verbose_name="option")),
                ("is_nothing", models.BooleanField(default=False, verbose_name="to do nothing")),
                ("is_chosen", models.BooleanField(default=False, verbose_name="chosen")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="DecisionReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("reviewed_on", models.DateField(verbose_name="looked at on")),
                ("reviewed_by", models.CharField(max_length=200, verbose_name="looked at by")),
                ("is_process_good", models.BooleanField(verbose_name="taken well")),
                ("is_outcome_good", models.BooleanField(verbose_name="turned out well")),
                ("why", models.TextField(max_length=4000, verbose_name="why")),
                ("next_steps", models.TextField(blank=True, max_length=4000, verbose_name="what now")),
                ("realised", models.FloatField(blank=True, null=True, verbose_name="what came")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="review", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subjects", to="decisions.decision"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="measures.measure",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["state", "review_on"], name="decision_by_review"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("question"), config="simple"),
                name="decision_words_question",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("reasons"), config="simple"),
                name="decision_words_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper("code"), name="decision_code"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_on__isnull", False)),
                    _connector="OR",
                ),
                name="decision_taken_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence", None), ("confidence__lte", 100), _connector="OR"),
                name="decision_confidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expected", None), ("expected_high", None), ("expected_low", None)),
                    models.Q(
                        ("expected__gte", models.F("expected_low")),
                        ("expected_high__gte", models.F("expected")),
                        ("expected_high__range", (-1.7976931348623157e308, 1.7976931348623157e308)),
                        ("expected_low__range", (-1.7976931348623157e308, 1.7976931348623157e308)),
                    ),
                    _connector="OR",
                ),
                name="decision_expected",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionoption",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_chosen", True)), fields=("decision",), name="decision_one_is_chosen"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionoption",
            constraint=models.UniqueConstraint(fields=("decision", "name"), name="decision_option_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionsubject",
            constraint=models.UniqueConstraint(
                fields=("decision", "objective", "measure"), name="decision_subject_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure__isnull", False), ("objective", None)),
                    models.Q(("measure", None), ("objective__isnull", False)),
                    _connector="OR",
                ),
                name="decision_subject_is_one",
            ),
        ),
        *track(
            "decisions_decision", "decisions_decisionoption", "decisions_decisionsubject", "decisions_decisionreview"
        ),
        *track("decisions_decisionevidence", secrets=("content",)),
    ]
