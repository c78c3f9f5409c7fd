import pytest

from tests.factories.youth_groups import PersonFactory
from tests.youth_groups.lists.workbooks import NAME


@pytest.fixture
def person():
    return PersonFactory(written_name=NAME, birth_year=1990, phone="+996555123456", institution="№ 5 мектеп", phone_owner="family")
