"""Keys of people are held by triggers, so that an import has them looked up together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hoshin.base.keys import key_in_sets


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0015_heads_of_now"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="org.person",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="people",
                to="org.unit",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="user",
            field=models.OneToOneField(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="person",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        *key_in_sets("org_person", "manager_id", "org_person"),
        *key_in_sets("org_person", "unit_id", "org_unit"),
        *key_in_sets("org_person", "user_id", "accounts_user"),
    ]
