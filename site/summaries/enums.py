from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")
