"""The organisation's electronic signature on a PDF (PAdES), where the administrator has given a key.

pyHanko comes with the extra `signature` of the package; without a key nothing of it is loaded. No time stamp is asked for: nothing
calls out.
"""

from functools import cache
from io import BytesIO
from typing import Any

from django.conf import settings

FIELD = "Organiser"


def signed(content: bytes) -> bytes:
    """The PDF with the signature added behind its last byte; as it was where there is no key.

    Raises ImproperlyConfigured for a key that cannot be read, or without the extra.
    """
    path = settings.ASHAR["CERTIFICATE_KEY"]
    if not path:
        return content
    signer = _signer(path, settings.ASHAR["CERTIFICATE_KEY_PASSWORD"])
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields

    metadata = PdfSignatureMetadata(field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    out = BytesIO()
    PdfSigner(metadata, signer=signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), output=out)
    return out.getvalue()


@cache
def _signer(path: str, password: str) -> Any:
    from django.core.exceptions import ImproperlyConfigured

    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise ImproperlyConfigured("ASHAR_CERTIFICATE_KEY is set: install the extra `signature`.") from error
    signer = SimpleSigner.load_pkcs12(path, passphrase=password.encode() or None)
    if signer is None:
        raise ImproperlyConfigured("ASHAR_CERTIFICATE_KEY: this file and password give no key.")
    return signer
