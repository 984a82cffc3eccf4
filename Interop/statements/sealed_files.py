"""Sealed files, after docs/formats/sealed-files.md, on PyPI's cryptography and nothing of Perisai's.

HPKE (RFC 9180) is written out, so that it shares no code with Perisai's either.
"""

import hashlib
import hmac
import json
import os

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from statements import canonical, key_id

MAGIC = b"perisai-sealed/1\n"
DOMAIN = b"perisai/sealed-file/v1\n"
PIECE = 1 << 16
TAG = 16
KEM, SUITE = b"KEM\0\x20", b"HPKE\0\x20\0\1\0\2"


def raw(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def hmac256(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def expand(secret, info, length):
    result, block, number = b"", b"", 1
    while len(result) < length:
        block = hmac256(secret, block + info + bytes([number]))
        result, number = result + block, number + 1
    return result[:length]


def labelled_extract(suite, salt, label, material):
    return hmac256(salt or b"\0" * 32, b"HPKE-v1" + suite + label + material)


def labelled_expand(suite, secret, label, info, length):
    return expand(secret, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def schedule(shared, encapsulated, public, info):
    secret = labelled_extract(KEM, b"", b"eae_prk", shared)
    shared = labelled_expand(KEM, secret, b"shared_secret", encapsulated + public, 32)
    context = b"\0" + labelled_extract(SUITE, b"", b"psk_id_hash", b"") + labelled_extract(SUITE, b"", b"info_hash", info)
    secret = labelled_extract(SUITE, shared, b"secret", b"")
    return labelled_expand(SUITE, secret, b"key", context, 32), labelled_expand(SUITE, secret, b"base_nonce", context, 12)


def hpke_seal(public, info, text, beside, ephemeral=None):
    ephemeral = ephemeral or X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    key, nonce = schedule(shared, raw(ephemeral), public, info)
    return raw(ephemeral), AESGCM(key).encrypt(nonce, text, beside)


def hpke_open(secret, encapsulated, info, text, beside):
    shared = secret.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    key, nonce = schedule(shared, encapsulated, raw(secret), info)
    return AESGCM(key).decrypt(nonce, text, beside)


def derived(content_key, use):
    return expand(hmac256(b"\0" * 32, content_key), DOMAIN + use, 32)


def described(name, size, commitment, recipients):
    value = {"commitment": commitment, "name": name, "recipients": recipients, "size": size}
    return canonical(value).encode()


def nonce_of(place, count):
    return bytes(7) + place.to_bytes(4, "big") + bytes([place == count - 1])


def seal(content, name, publics, content_key=None, ephemerals=None):
    content_key = content_key or os.urandom(32)
    commitment = derived(content_key, b"commitment").hex()
    publics = sorted(publics, key=lambda public: key_id("x25519", public))
    ids = [key_id("x25519", public) for public in publics]
    beside = described(name, len(content), commitment, ids)
    recipients = []
    for number, public in enumerate(publics):
        ephemeral = ephemerals[number] if ephemerals else None
        encapsulated, sealed = hpke_seal(public, DOMAIN + b"content key", content_key, beside, ephemeral)
        recipients.append({"encapsulated": encapsulated.hex(), "key": ids[number], "sealedKey": sealed.hex()})
    header = described(name, len(content), commitment, recipients)
    head = MAGIC + len(header).to_bytes(4, "big") + header
    cipher, digest = AESGCM(derived(content_key, b"pieces")), hashlib.sha256(head).digest()
    pieces = [content[place:place + PIECE] for place in range(0, max(1, len(content)), PIECE)]
    return head + b"".join(cipher.encrypt(nonce_of(n, len(pieces)), it, digest) for n, it in enumerate(pieces))


def open_sealed(file, secret):
    """The name and the content; raises whatever it stumbles over."""
    assert file.startswith(MAGIC)
    end = len(MAGIC) + 4 + int.from_bytes(file[len(MAGIC):len(MAGIC) + 4], "big")
    head, body = file[:end], file[end:]
    text = head[len(MAGIC) + 4:].decode()
    header = json.loads(text)
    assert canonical(header) == text
    ids = [recipient["key"] for recipient in header["recipients"]]
    mine = header["recipients"][ids.index(key_id("x25519", raw(secret)))]
    beside = described(header["name"], header["size"], header["commitment"], ids)
    sealed, encapsulated = bytes.fromhex(mine["sealedKey"]), bytes.fromhex(mine["encapsulated"])
    content_key = hpke_open(secret, encapsulated, DOMAIN + b"content key", sealed, beside)
    assert derived(content_key, b"commitment").hex() == header["commitment"]
    cipher, digest = AESGCM(derived(content_key, b"pieces")), hashlib.sha256(head).digest()
    pieces = [body[place:place + PIECE + TAG] for place in range(0, len(body), PIECE + TAG)]
    content = b"".join(cipher.decrypt(nonce_of(n, len(pieces)), it, digest) for n, it in enumerate(pieces))
    assert len(content) == header["size"]
    return header["name"], content
