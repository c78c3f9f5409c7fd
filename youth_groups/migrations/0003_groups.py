"""Ranks stand once and only while a concern worries; a plan knows its concerns; a used invitation was not withdrawn."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("youth_groups", "0003_duplicates")]

    operations = [
        migrations.AddField(
            model_name="actionplan",
            name="concerns",
            field=models.ManyToManyField(blank=True, related_name="plans", to="youth_groups.safetyconcern", verbose_name="safety concerns"),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=Q(agreed_people__isnull=True) | Q(agreed_people__gte=1), name="youth_groups_plan_agreed_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyconcern",
            constraint=models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(state__in=["open", "planned"]), name="youth_groups_concern_ranked_while_it_worries"
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyconcern",
            constraint=models.UniqueConstraint(
                fields=["group", "rank"], condition=Q(rank__isnull=False), name="youth_groups_concern_rank_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupinvitation",
            constraint=models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="youth_groups_invitation_used_or_withdrawn"
            ),
        ),
    ]
