import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("trainings", "0006_import_wizard"),
    ]

    operations = [
        migrations.CreateModel(
            name="SelectionTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sex", "Sex"),
                            ("age", "Age on the first day"),
                            ("province", "Province"),
                            ("group", "Group"),
                            ("school", "School or institution"),
                            ("ethnicity", "Ethnicity"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=120)),
                ("at_least", models.PositiveSmallIntegerField(default=0, verbose_name="at least")),
                ("at_most", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at most")),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a selection",
                "verbose_name_plural": "targets of selections",
                "ordering": ["training_id", "kind", "key"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("training", "kind", "key"), name="trainings_target_once"),
                    models.CheckConstraint(
                        condition=models.Q(("at_most__isnull", True), ("at_most__gte", models.F("at_least")), _connector="OR"),
                        name="trainings_target_least_and_most",
                        violation_error_message="The most is fewer than the least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_least__gte", 1), ("at_most__isnull", False), _connector="OR"),
                        name="trainings_target_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("key", ""), _negated=True), ("kind__in", ("province", "group", "school")), _connector="OR"),
                        name="trainings_target_of_each",
                    ),
                ],
            },
        ),
    ]
