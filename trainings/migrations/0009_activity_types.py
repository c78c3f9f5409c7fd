"""Types of activities become rows. A training's code stays as it is: it now refers to the row."""

import django.db.models.deletion
from django.db import migrations, models

import trainings.enums
from trainings.activity_types import lay_types


def lay(apps, schema_editor):
    """The types that the programme begins with; and a row for each code that stands somewhere and is none of them."""
    types = apps.get_model("trainings", "ActivityType")
    lay_types(types)
    known = set(types.objects.values_list("code", flat=True))
    for name in ("Training", "TrainingCall"):
        for code in apps.get_model("trainings", name).objects.order_by().values_list("activity_type", flat=True).distinct():
            if code not in known:
                known.add(code)
                types.objects.create(code=code, name_en=code, name_ru=code, name_ky=code, name_uz=code, active=False)


class Migration(migrations.Migration):

    dependencies = [("trainings", "0008_papers")]

    operations = [
        migrations.CreateModel(
            name="ActivityType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=24, unique=True, verbose_name="short code")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=120, verbose_name="name in Russian")),
                ("name_ky", models.CharField(max_length=120, verbose_name="name in Kyrgyz")),
                ("name_uz", models.CharField(max_length=120, verbose_name="name in Uzbek")),
                ("counting", models.CharField(choices=trainings.enums.Counting.choices, default="rostered", max_length=8, verbose_name="how people are counted")),
                ("certificates", models.BooleanField(default=True, verbose_name="gives certificates")),
                ("overnight", models.BooleanField(default=False, help_text="Travel and stay then need a consent of their own.", verbose_name="people travel and stay overnight")),
                ("risk_form", models.BooleanField(default=False, verbose_name="needs a risk form when minors come")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="place")),
                ("active", models.BooleanField(default=True, help_text="Untick to retire it: nothing new can be of this type.", verbose_name="in use")),
            ],
            options={
                "verbose_name": "type of activity",
                "verbose_name_plural": "types of activities",
                "ordering": ["position", "code"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("counting", "counted"), _negated=True), ("certificates", False), _connector="OR"),
                        name="trainings_counted_without_certificates",
                        violation_error_message="Where heads are counted nobody is known by name: no certificates.",
                    )
                ],
            },
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="training",
            name="activity_type",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="trainings", to="trainings.activitytype", to_field="code", verbose_name="type"),
        ),
        migrations.AlterField(
            model_name="trainingcall",
            name="activity_type",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="trainings.activitytype", to_field="code", verbose_name="type"),
        ),
    ]
