"""The organisation's signature on a PDF, where the administrator has given a key."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured

from core.pdf import check
from tests.trainings.documents.certificates_data import facts
from trainings.documents import draw_certificate
from trainings.domain.pdf_signature import signed


@pytest.fixture
def key(tmp_path, settings):
    """A key of our own making; the certificate that goes with it."""
    private, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Teng Kadam")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key()).serial_number(7)
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9)).add_extension(usage, critical=True)
    certificate = builder.sign(private, hashes.SHA256())
    path = tmp_path / "key.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"key", private, certificate, None, BestAvailableEncryption(b"secret")))
    settings.ASHAR = {**settings.ASHAR, "CERTIFICATE_KEY": str(path), "CERTIFICATE_KEY_PASSWORD": "secret"}
    return certificate


def signatures(content):
    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(io.BytesIO(content)).embedded_signatures


def test_a_signed_pdf_is_whole_and_says_by_whom(key):
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    bare = draw_certificate(facts())
    content = signed(bare)
    assert content.startswith(bare)
    (signature,) = signatures(content)
    root = asn1.Certificate.load(key.public_bytes(Encoding.DER))
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert check.text(content) == check.text(bare)
    edited = content.replace(b"%PDF-1.4", b"%PDF-1.5", 1)
    (broken,) = signatures(edited)
    assert not validate_pdf_signature(broken, ValidationContext(trust_roots=[root], allow_fetching=False)).intact


def test_a_wrong_password_is_the_administrators_error(key, settings):
    settings.ASHAR = {**settings.ASHAR, "CERTIFICATE_KEY_PASSWORD": "other"}
    with pytest.raises(ImproperlyConfigured):
        signed(draw_certificate(facts()))


def test_without_a_key_nothing_is_added():
    bare = draw_certificate(facts())
    assert signed(bare) is bare
