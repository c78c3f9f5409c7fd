"""Columns that are encrypted at rest. The key is not in the database: who has a copy of the database alone reads nothing.

    ethnicity = EncryptedTextField()     # str in Python, a Fernet token in the database; "" stays ""
    answers = EncryptedJSONField()       # dict or list in Python

Keys: `settings.ASHAR["DATA_KEYS"]`, newest first (Fernet keys: 32 bytes in URL-safe base64). The newest encrypts, each decrypts, so a
key is changed by putting a new one in front. Such a column cannot be searched, sorted or filtered: a lookup other than isnull raises.
"""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

LOOKUPS = ("isnull",)


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("ASHAR_DATA_KEYS: give at least one key; `manage.py new_data_key` makes one.")
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    """The text as a token; "" stays "", so that an empty column says nothing and needs no key."""
    return _box(tuple(settings.ASHAR["DATA_KEYS"])).encrypt(text.encode()).decode("ascii") if text else ""


def decrypt(token: str) -> str:
    """The text of a token. Raises ImproperlyConfigured when no key of ours opens it, never a hint of what is inside."""
    if not token:
        return ""
    try:
        return _box(tuple(settings.ASHAR["DATA_KEYS"])).decrypt(token.encode("ascii")).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured("ASHAR_DATA_KEYS: no key opens this column; was a key taken away?") from error


class EncryptedTextField(models.TextField[Any, Any]):
    """Text that is encrypted on its way into the database."""

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else encrypt(str(value))

    def from_db_value(self, value: str | None, *_rest: Any) -> str | None:
        return value if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in LOOKUPS:
            raise FieldError(f"{self.name} is encrypted: it cannot be looked up by {lookup_name}.")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedTextField):
    """A dict or list, kept as encrypted JSON. An empty one is kept as ""."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(json.dumps(value, ensure_ascii=False, sort_keys=True)) if value else ""

    def from_db_value(self, value: str | None, *rest: Any) -> Any:
        text = super().from_db_value(value, *rest)
        return json.loads(text) if text else {}

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value or {}

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj), ensure_ascii=False, sort_keys=True)
