"""Dimensions, their members, what is broken down by them, and values of members."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import hoshin.base.words
from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0006_note_what_moved"),
        ("measures", "0013_keep_the_giver"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dimension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "ordering": ["position", "code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(hoshin.base.words.Pieces("name"), name="dimension_pieces")
                ],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Upper("code"), name="dimension_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="Breakdown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "together",
                    models.CharField(
                        choices=[
                            ("sum", "they add up to the total"),
                            ("ratio", "the total is the ratio of their sums"),
                            ("mean", "the total is their mean, weighted by denominators where recorded"),
                            ("none", "they stand side by side"),
                        ],
                        default="none",
                        max_length=5,
                        verbose_name="together",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breakdowns",
                        to="measures.measure",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breakdowns",
                        to="breakdowns.dimension",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "dimension"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="order")),
                (
                    "dimension",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="breakdowns.dimension",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="breakdowns.member",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "ordering": ["dimension", "position", "code"],
            },
        ),
        migrations.CreateModel(
            name="MemberValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.DateField(verbose_name="first day of the period")),
                ("value", models.FloatField(null=True, verbose_name="value")),
                ("numerator", models.FloatField(null=True, verbose_name="numerator")),
                ("denominator", models.FloatField(null=True, verbose_name="denominator")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "breakdown",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="breakdowns.breakdown",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="breakdowns.member",
                    ),
                ),
            ],
            options={
                "ordering": ["breakdown", "period", "member", "recorded_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="breakdown",
            constraint=models.UniqueConstraint(fields=("measure", "dimension"), name="breakdown_once"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=django.contrib.postgres.indexes.GinIndex(hoshin.base.words.Pieces("name"), name="member_pieces"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                models.F("dimension"), django.db.models.functions.text.Upper("code"), name="member_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="member_not_in_itself",
                violation_error_message="A member cannot lie within itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="membervalue",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", False)),
                fields=["breakdown", "period", "member"],
                name="member_value_before",
            ),
        ),
        migrations.AddIndex(
            model_name="membervalue",
            index=models.Index(fields=["member"], name="member_value_by_member"),
        ),
        migrations.AddIndex(
            model_name="membervalue",
            index=models.Index(fields=["change", "id"], name="member_value_by_change"),
        ),
        migrations.AddConstraint(
            model_name="membervalue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("breakdown", "period", "member"),
                name="member_value_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="membervalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__range", (-1.7976931348623157e308, 1.7976931348623157e308)),
                    ("numerator__range", (-1.7976931348623157e308, 1.7976931348623157e308)),
                    ("denominator__range", (-1.7976931348623157e308, 1.7976931348623157e308)),
                ),
                name="member_value_finite",
            ),
        ),
        *track("breakdowns_dimension", "breakdowns_member", "breakdowns_breakdown"),
    ]
