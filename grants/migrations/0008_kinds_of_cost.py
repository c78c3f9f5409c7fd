from django.db import migrations, models

import grants.models.calls


class Migration(migrations.Migration):
    dependencies = [("grants", "0007_reviewer_languages")]

    operations = [
        migrations.AddField(
            model_name="grantcall",
            name="budget_categories",
            field=models.JSONField(blank=True, default=grants.models.calls.no_kinds, verbose_name="kinds of cost that may be asked for"),
        ),
    ]
