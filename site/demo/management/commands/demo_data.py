"""The demo programme: made once, by calling the domain verbs."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from core.models import Message
from demo.build.campaigns import build_campaigns
from demo.build.care import build_care
from demo.build.events import build_events
from demo.build.grants import build_grants
from demo.build.groups import build_groups
from demo.build.pages import build_pages
from demo.build.programme import build_programme
from demo.build.safety import build_safety
from demo.build.summaries import build_summaries
from demo.build.trainings import build_trainings
from demo.build.vetting import build_vetting
from programme.models import Organisation
from programme.roles import ensure_roles


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            return
        if options["verbosity"]:
            self.stdout.write("Making the demo programme (once) ...")
            self.stdout.flush()
        with transaction.atomic():
            build()
        if options["verbosity"]:
            self.stdout.write(f"Done; {Message.objects.count()} messages wait for the worker.")


def build() -> None:
    """Everything, in the order in which a programme grows."""
    world = build_programme()
    build_vetting(world)
    groups, teams = build_groups(world)
    build_safety(world, groups, teams)
    build_campaigns(world, groups)
    grant_calls = build_grants(world, groups)
    training_calls, trainings = build_trainings(world, groups, teams)
    build_events(world, trainings[1:])
    build_care(world)
    address = urlsplit(settings.ASHAR["ADDRESS"])
    build_pages(grant_calls, training_calls, hostname=address.hostname or "localhost", port=address.port or 80)
    ensure_roles()
    build_summaries(world)
