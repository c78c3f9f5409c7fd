"""Editors' pictures and their renditions: the only files with an address of their own. People's files never lie here."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

from core.routes import route


@route(audience="public")
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a rendition of an editor's picture. Originals keep their metadata, so only renditions are given out."""
    if PurePosixPath(path).parts[:1] != ("images",):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
