"""Signed statements, after docs/formats/statements.md, on PyPI's cryptography and nothing of Perisai's."""

import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DOMAIN = "perisai/statement/v1\n"
FORMAT = "perisai-statement/1"


def canonical(value):
    """RFC 8785 for values without fractions."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + canonical(it) for key, it in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def key_id(kind, public):
    return hashlib.sha256(kind.encode() + b"\n" + public).hexdigest()


def raw(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def signing_key(seed):
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_text(key):
    return "ed25519:" + raw(key).hex()


def message(statement, purpose):
    return (DOMAIN + purpose + "\n" + canonical(statement)).encode()


def co_message(statement, purpose, first):
    lines = [DOMAIN + "coSignature", purpose, first["key"], first["signature"], canonical(statement)]
    return "\n".join(lines).encode()


def sign(statement, purpose, key, *joining):
    first = {"key": key_id("ed25519", raw(key)), "role": "signer"}
    first["signature"] = key.sign(message(statement, purpose)).hex()
    signatures = [first]
    for other in joining:
        value = other.sign(co_message(statement, purpose, first)).hex()
        signatures.append({"key": key_id("ed25519", raw(other)), "role": "coSigner", "signature": value})
    file = {"format": FORMAT, "purpose": purpose, "signatures": signatures, "statement": statement}
    return canonical(file).encode()


def verify(file, purpose, publics):
    """Whether every signature holds; `publics` are written as ed25519: and digits."""
    text = file.decode()
    value = json.loads(text)
    if canonical(value) != text or value["format"] != FORMAT or value["purpose"] != purpose:
        return False
    keys = {key_id("ed25519", bytes.fromhex(it[8:])): Ed25519PublicKey.from_public_bytes(bytes.fromhex(it[8:])) for it in publics}
    first = value["signatures"][0]
    for place, signature in enumerate(value["signatures"]):
        if signature["role"] != ("coSigner" if place else "signer") or signature["key"] not in keys:
            return False
        signed = co_message(value["statement"], purpose, first) if place else message(value["statement"], purpose)
        try:
            keys[signature["key"]].verify(bytes.fromhex(signature["signature"]), signed)
        except InvalidSignature:
            return False
    return True
