from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Print a new key for ASHAR_DATA_KEYS. It is kept nowhere: whoever loses it loses what it encrypts."""

    help = "Print a new key for ASHAR_DATA_KEYS (encrypted columns). Put it in front of the old ones and keep those."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(Fernet.generate_key().decode())
