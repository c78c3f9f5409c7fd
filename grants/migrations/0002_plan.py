"""An application may have begun from a group's action plan."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial"), ("youth_groups", "0003_groups")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="youth_groups.actionplan",
                verbose_name="action plan",
            ),
        ),
    ]
