"""A warning about an activity or a head count keeps its reason; an outcome knows who reported it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("youth_groups", "0003_groups")]

    operations = [
        migrations.AddField(
            model_name="campaignactivity",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=240, verbose_name="why it is right all the same"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="headcount",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=240, verbose_name="why it is right all the same"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="outcome",
            name="reported_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
