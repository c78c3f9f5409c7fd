import pytest

from tests.factories.programme import OrganisationFactory, holder


@pytest.fixture
def partner():
    return OrganisationFactory(code="partner")


@pytest.fixture
def boss():
    return holder("programme_manager")
