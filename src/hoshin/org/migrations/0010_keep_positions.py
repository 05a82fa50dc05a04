"""Keep what positions were before they changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0009_find_leavers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PastPosition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_to", models.DateField(verbose_name="until")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("job_family", models.CharField(blank=True, max_length=200, verbose_name="job family")),
                ("level", models.CharField(blank=True, max_length=100, verbose_name="level")),
                ("location", models.CharField(blank=True, max_length=200, verbose_name="location")),
                ("fte", models.FloatField(default=1.0, verbose_name="full-time equivalent")),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "ordering": ["person", "valid_to"],
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("start_date__isnull", False)), fields=["start_date"], name="person_joining"
            ),
        ),
        migrations.AddField(
            model_name="pastposition",
            name="manager",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="pastposition",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="past_positions", to="org.person"
            ),
        ),
        migrations.AddField(
            model_name="pastposition",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="org.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="pastposition",
            index=models.Index(fields=["valid_to"], name="past_position_by_day"),
        ),
        migrations.AddConstraint(
            model_name="pastposition",
            constraint=models.UniqueConstraint(fields=("person", "valid_to"), name="past_position_once"),
        ),
        migrations.AddConstraint(
            model_name="pastposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("fte__gte", 0)), name="past_position_fte_not_negative"
            ),
        ),
    ]
