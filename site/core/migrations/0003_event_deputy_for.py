import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_nightly"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="event",
            name="deputy_for",
            field=models.ForeignKey(
                db_index=False,
                help_text="Whose role it was, when somebody acted in it as a deputy.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deputy for",
            ),
        ),
    ]
