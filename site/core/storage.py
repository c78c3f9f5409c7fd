"""Where private files lie: outside the folder that is served."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """A folder without an address: `url()` does not work, and that is the point."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        """Raises ValueError: without this, Django would answer with an address in the public folder."""
        raise ValueError("This file is not accessible via a URL.")
