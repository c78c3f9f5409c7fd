from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormVersion(models.Model):
    """Questions as they were frozen: plain JSON of our own (see core.questions.schema). Append-only."""

    append_only: frozenset[str] = frozenset()

    format = models.PositiveSmallIntegerField(default=1)
    schema = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of questions")
        verbose_name_plural = _("versions of questions")

    def __str__(self) -> str:
        return f"questions {self.sha256[:8]}"
