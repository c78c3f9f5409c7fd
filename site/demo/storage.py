"""Static files of the demo: our own are compressed as in production, those of libraries are not: that would take the longest of all."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class OwnCompressedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Our files stand at the top of the static folder, every library's in a folder of its own."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        return super().compress_files(path for path in paths if "/" not in path)  # type: ignore[no-any-return]
