from base64 import urlsafe_b64encode

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from core.encrypted import decrypt, encrypt
from tests.factories.accounts import UserFactory
from tests.factories.youth_groups import PersonFactory
from youth_groups.models import SensitiveAttributes

OLD, NEW = (urlsafe_b64encode(text).decode() for text in (b"old-key-of-this-test-32-bytes-ok", b"new-key-of-this-test-32-bytes-ok"))


@pytest.fixture
def keys(settings):
    def use(*keys):
        settings.ASHAR = {**settings.ASHAR, "DATA_KEYS": list(keys)}

    return use


def test_text_comes_back_and_does_not_stand_in_the_token():
    assert decrypt(encrypt("Өзбек, кыргыз")) == "Өзбек, кыргыз"
    assert "zbek" not in encrypt("Ozbek")
    assert encrypt("a") != encrypt("a")


def test_nothing_is_kept_as_nothing(keys):
    keys()
    assert encrypt("") == ""
    assert decrypt("") == ""


def test_a_new_key_in_front_still_opens_what_the_old_one_closed(keys):
    keys(OLD)
    token = encrypt("кан диабети")
    keys(NEW, OLD)
    assert decrypt(token) == "кан диабети"
    keys(NEW)
    with pytest.raises(ImproperlyConfigured, match="no key opens"):
        decrypt(token)


def test_without_a_key_nothing_is_written(keys):
    keys()
    with pytest.raises(ImproperlyConfigured, match="new_data_key"):
        encrypt("x")


@pytest.mark.django_db
def test_the_column_holds_a_token_and_cannot_be_searched():
    row = SensitiveAttributes.objects.create(
        person=PersonFactory(), answers={"ethnicity": "дунган"}, declared_on="2026-01-01", written_by=UserFactory()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM youth_groups_sensitiveattributes")
        kept = cursor.fetchone()[0]
    assert "дунган" not in kept
    assert kept.startswith("gAAAA")
    row.refresh_from_db()
    assert row.answers == {"ethnicity": "дунган"}
    with pytest.raises(FieldError, match="encrypted"):
        SensitiveAttributes.objects.filter(answers="дунган").exists()
