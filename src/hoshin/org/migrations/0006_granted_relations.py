"""Keep relations that are granted: dotted lines, and HR of units."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0005_find_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantedRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[("dotted_line", "dotted line"), ("hr_of_unit", "HR of a unit")],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="granted_relations", to="org.person"
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_granted_to_others",
                        to="org.person",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="granted_relations",
                        to="org.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("relation", "dotted_line"), ("to_person__isnull", False), ("to_unit", None)),
                            models.Q(("relation", "hr_of_unit"), ("to_person", None), ("to_unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="granted_relation_to_one",
                        violation_error_message="A dotted line leads to a person; somebody is HR of a unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("to_person")), _negated=True),
                        name="granted_relation_to_others",
                        violation_error_message="Nobody has a dotted line to themself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="granted_relation_days",
                        violation_error_message="A relation cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="granted_relation_reason"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("to_person__isnull", False)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("person"), models.F("person"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("to_person"),
                                    models.F("to_person"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (models.Func("valid_from", "valid_to", function="daterange"), "&&"),
                        ],
                        name="granted_relation_person_once",
                        violation_error_message="This is granted already on some of these days. End that first, or choose others.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("to_unit__isnull", False)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("person"), models.F("person"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("to_unit"), models.F("to_unit"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (models.Func("valid_from", "valid_to", function="daterange"), "&&"),
                        ],
                        name="granted_relation_unit_once",
                        violation_error_message="This is granted already on some of these days. End that first, or choose others.",
                    ),
                ],
            },
        ),
        *track("org_grantedrelation"),
    ]
