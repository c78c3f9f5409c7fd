"""Device passes for trainers: a QR code opens the attendance of one training on one phone, until a week after it."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.device_passes import make_pass, revoke_pass
from accounts.models import DevicePass
from core.events import record_event
from core.pdf import formats
from core.refusals import Refused
from trainings.domain.rights import require_coordinates
from trainings.domain.risk import has_minors
from trainings.domain.trainings import add_trainer
from trainings.models import Training
from trainings.pass_days import valid_until
from youth_groups.domain.clearance import require_assignable

if TYPE_CHECKING:
    from accounts.models import User


def make_training_pass(*, training: Training, user: "User", by: "User", label: str = "") -> tuple[DevicePass, str]:
    """Make a pass for a trainer of the training. Returns it and its token, which is shown once.

    The pass gives no right of its own: who no longer leads the training finds nothing behind it. Raises Refused for anybody who does not
    coordinate the training, for somebody who does not lead it or whose papers for work with minors are missing, and when the time is over.
    """
    require_coordinates(by, training.organisation_id)
    if not Training.objects.led_by(user).filter(pk=training.pk).exists():
        raise Refused(_("This person does not lead the training. Add them as a trainer first."), code="not_trainer")
    if has_minors(training):
        require_assignable(user, training.first_day)
    return make_pass(user=user, by=by, subject=training, valid_until=valid_until(training), label=label)


def make_pass_for_newcomer(*, training: Training, name: str, by: "User", label: str = "") -> tuple[DevicePass, str]:
    """Make a pass for a trainer who has no account: an account without a sign-in name, which only passes open, leads this training.

    Raises Refused as `make_training_pass` and `add_trainer` do; then nobody new stays behind.
    """
    require_coordinates(by, training.organisation_id)
    if not name.strip():
        raise Refused(_("Write the trainer's name."), code="no_name")
    with transaction.atomic():
        user = get_user_model().objects.create_pass_holder(name=name.strip(), language=formats.base(training.sheet_language))
        record_event(subject=user, action="opened", by=by, data={"organisation": training.organisation_id})
        add_trainer(training=training, user=user, by=by)
        return make_training_pass(training=training, user=user, by=by, label=label)


def close_training_pass(*, training: Training, device_pass: DevicePass, by: "User") -> DevicePass:
    """Close a pass of this training at once, because the phone is lost or the work is done. Raises Refused without the right."""
    require_coordinates(by, training.organisation_id)
    if (device_pass.subject_type, device_pass.subject_id) != (training._meta.label_lower, str(training.pk)):
        raise ValueError("the pass is of another training")
    return revoke_pass(device_pass=device_pass, by=by)
