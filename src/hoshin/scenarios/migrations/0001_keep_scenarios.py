"""Keep scenarios: what is assumed under a name, and who reads it."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("initiatives", "0001_keep_initiatives"),
        ("measures", "0014_begin_limits_anew"),
        ("org", "0015_heads_of_now"),
        ("strategy", "0009_ask_for_a_reaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                ("period_start", models.DateField(verbose_name="first day of the period")),
                (
                    "period_frequency",
                    models.CharField(
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
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("private", "nobody but me"),
                            ("named", "people I name"),
                            ("unit", "a unit and all below it"),
                            ("everyone", "everyone who may see the plan"),
                        ],
                        default="private",
                        max_length=10,
                        verbose_name="shared with",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="scenarios",
                        to="org.person",
                        verbose_name="made by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenarios",
                        to="strategy.plan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ScenarioAssumption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("value", "value"),
                            ("target", "target"),
                            ("weight", "weight"),
                            ("effect", "effect of an initiative"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.FloatField(verbose_name="number")),
                ("column", models.CharField(default="target", max_length=10)),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="initiatives.initiative",
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
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.objective",
                    ),
                ),
                (
                    "perspective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.perspective",
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assumptions", to="scenarios.scenario"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ScenarioReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.person"),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="scenarios.scenario"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="scenario",
            index=models.Index(fields=["plan", "maker"], name="scenario_by_plan"),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper("code"), name="scenario_code"),
        ),
        migrations.AddConstraint(
            model_name="scenarioassumption",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (-1.7976931348623157e308, 1.7976931348623157e308))),
                name="scenario_assumption_finite",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenarioassumption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("measure__isnull", False),
                    ("objective__isnull", False),
                    ("perspective__isnull", False),
                    _connector="OR",
                ),
                name="scenario_assumption_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenarioreader",
            constraint=models.UniqueConstraint(fields=("scenario", "person"), name="scenario_reader_once"),
        ),
        *track("scenarios_scenario", "scenarios_scenarioassumption", "scenarios_scenarioreader"),
    ]
