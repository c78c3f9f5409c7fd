import pytest


@pytest.fixture
def signed_in(client, settings):
    """A client of the user; the second factor is another test's subject."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.middleware.SecondFactorMiddleware"]

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
