"""Changes may come through an assistant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0006_note_what_moved"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="face",
            field=models.CharField(
                choices=[
                    ("web", "Web"),
                    ("api", "API"),
                    ("cli", "Command line"),
                    ("worker", "Background worker"),
                    ("mcp", "Assistants"),
                ],
                max_length=10,
            ),
        ),
    ]
