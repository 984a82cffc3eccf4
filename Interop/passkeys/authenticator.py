"""A passkey in software and the browser around it, built of fido2's own data structures."""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256, CoseKey
from fido2.utils import sha256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG
PRESENT = FLAG.UP | FLAG.UV


class Authenticator:
    """Makes registrations and assertions; every keyword bends one thing before it is signed."""

    def __init__(self, origin, host, counts=True, curve=None):
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(curve or ec.SECP256R1())
        self.id = os.urandom(32)
        self.counter = 1 if counts else 0

    def client(self, kind, asked, **bends):
        return CollectedClientData.create(
            bends.get("type", kind),
            bends.get("challenge", asked),
            bends.get("origin", self.origin),
            bends.get("cross_origin", False),
            **bends.get("members", {}),
        )

    def data(self, usual, credential=b"", **bends):
        extensions = bends.get("extensions")
        flags = bends.get("flags", usual) | (FLAG.ED if extensions is not None else 0)
        made = AuthenticatorData.create(
            sha256(bends.get("host", self.host).encode()),
            flags,
            bends.get("counter", self.counter),
            credential if flags & FLAG.AT else b"",
            extensions,
        )
        return bytes(made) + bends.get("trail", b"")

    def sign(self, data, client, **bends):
        return bends.get("signer", self.key).sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))

    def register(self, asked, **bends):
        client = self.client("webauthn.create", asked, **bends)
        cose = bends.get("cose") or ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, bends.get("attested", self.id), CoseKey(cose))
        data = self.data(PRESENT | FLAG.AT, credential, **bends)
        form = bends.get("form", "none")
        statement = {"alg": -7, "sig": self.sign(data, client, **bends)} if form == "packed" else {}
        attestation = bends.get("object") or encode(form, data, bends.get("statement", statement))
        return {"id": self.id, "clientDataJSON": bytes(client), "attestationObject": bytes(attestation)}

    def login(self, asked, **bends):
        if self.counter:
            self.counter += 1
        client = self.client("webauthn.get", asked, **bends)
        data = self.data(PRESENT, **bends)
        signature = self.sign(data, client, **bends)
        return {
            "id": self.id,
            "clientDataJSON": bytes(client),
            "authenticatorData": bytes(data),
            "signature": bends.get("damage", bytes)(signature),
        }


def encode(form, data, statement):
    """An attestation object; fido2 reads back what it makes, so broken data are written without its help."""
    try:
        return AttestationObject.create(form, data, statement)
    except Exception:
        from fido2 import cbor

        return cbor.encode({"fmt": form, "authData": data, "attStmt": statement})
