import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_deputies"), ("youth_groups", "0007_keys_without_a_third_index")]

    operations = [
        migrations.CreateModel(
            name="CampaignFunding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("share_bp", models.PositiveIntegerField(verbose_name="share in hundredths of a per cent")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns_funded",
                        to="programme.agreement",
                        verbose_name="agreement",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding",
                        to="youth_groups.campaign",
                        verbose_name="campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding of a campaign",
                "verbose_name_plural": "funding of campaigns",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "agreement"), name="youth_groups_campaign_funding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share_bp__gte", 1), ("share_bp__lte", 10000)), name="youth_groups_campaign_funding_share"
                    ),
                ],
            },
        ),
    ]
