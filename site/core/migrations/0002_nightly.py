import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="NightlyRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("day", models.DateField(verbose_name="day")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                ("counts", models.JSONField(default=dict)),
                ("error", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "nightly run",
                "verbose_name_plural": "nightly runs",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("name", "day"), name="core_nightly_once")],
            },
        ),
    ]
