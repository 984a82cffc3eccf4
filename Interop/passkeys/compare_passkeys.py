#!/usr/bin/env python3
"""Gives passkeys to Perisai and to fido2's server, and compares what both say.

Usage: compare_passkeys.py TOOL

TOOL is the built perisai-interop. Registrations and logins that fido2's data structures make must be accepted by both,
with the same key and counter. Broken ones must be refused by Perisai with the right word, and by fido2 too where its
server looks at what was broken (marked "both"; it looks neither at frames nor at what follows).
Exit status: 0 all as expected, 1 something is not, 2 could not run.
"""

import base64
import json
import os
import subprocess
import sys

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256, ES384
from fido2.server import Fido2Server
from fido2.webauthn import AuthenticatorData, PublicKeyCredentialRpEntity, UserVerificationRequirement

from authenticator import FLAG, PRESENT, Authenticator

HOSTS = [("https://console.example", "console.example"), ("https://node.example.org:8443", "node.example.org")]
LOCAL = ("http://localhost:8080", "localhost")
ROUNDS = 40
OTHER = ec.generate_private_key(ec.SECP256R1())


def text(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class Judges:
    """Perisai's tool as a process that answers a line with a line, and fido2's server."""

    def __init__(self, tool):
        self.process = subprocess.Popen([tool, "passkeys"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def perisai(self, origin, host, challenge, answer, key=None):
        line = {name: text(value) for name, value in answer.items()}
        line |= {"origin": origin, "relyingParty": host, "challenge": text(challenge)}
        if key is not None:
            line["publicKey"] = text(key)
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    @staticmethod
    def fido2(origin, host, challenge, answer, credential=None):
        server = Fido2Server(PublicKeyCredentialRpEntity(name="TEST", id=host), verify_origin=lambda it: it == origin)
        state = {"challenge": text(challenge), "user_verification": UserVerificationRequirement.REQUIRED}
        response = {name: text(value) for name, value in answer.items() if name != "id"}
        answer = {"id": text(answer["id"]), "rawId": text(answer["id"]), "type": "public-key", "response": response}
        try:
            if credential is None:
                return server.register_complete(state, answer)
            return server.authenticate_complete(state, [credential], answer)
        except Exception as error:
            return error


# What is broken, what Perisai says, and whether fido2's server refuses it as well.
BOTH = [
    ({"challenge": os.urandom(32)}, "challenge", True),
    ({"origin": "https://evil.example"}, "origin", True),
    ({"origin": "https://console.example.evil.example"}, "origin", True),
    ({"type": "payment.get"}, "type", True),
    ({"cross_origin": True}, "crossOrigin", False),
    ({"members": {"topOrigin": "https://evil.example"}}, "crossOrigin", False),
    ({"members": {"tokenBinding": {"status": "present", "id": "AA"}}}, "tokenBinding", False),
    ({"host": "evil.example"}, "relyingParty", True),
    ({"trail": b"\0"}, "malformed", True),
]
REGISTRATIONS = BOTH + [
    ({"type": "webauthn.get"}, "type", True),
    ({"flags": FLAG.UV | FLAG.AT}, "userPresence", True),
    ({"flags": FLAG.UP | FLAG.AT}, "userVerification", True),
    ({"flags": PRESENT}, "malformed", True),
    ({"attested": os.urandom(32)}, "credential", False),
    ({"attested": b"short"}, "malformed", False),
    ({"cose": ES384.from_cryptography_key(ec.generate_private_key(ec.SECP384R1()).public_key())}, "algorithm", False),
    ({"cose": {1: 1, 3: -8, -1: 6, -2: os.urandom(32)}}, "algorithm", False),
    ({"cose": {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\2" * 32}}, "algorithm", False),
    ({"form": "fido-u2f", "statement": {"sig": b"", "x5c": [b""]}}, "attestation", False),
    ({"form": "packed", "statement": {"alg": -7, "sig": b"", "x5c": [b""]}}, "attestation", False),
    ({"form": "packed", "signer": OTHER}, "signature", False),
    ({"object": b"\xa0"}, "malformed", True),
    ({"object": b"\xff" * 40}, "malformed", True),
]
LOGINS = BOTH + [
    ({"type": "webauthn.create"}, "type", True),
    ({"flags": FLAG.UV}, "userPresence", True),
    ({"flags": FLAG.UP}, "userVerification", True),
    ({"signer": OTHER}, "signature", True),
    ({"damage": lambda it: it[:-1]}, "signature", True),
    ({"damage": lambda it: it[:-1] + bytes([it[-1] ^ 1])}, "signature", True),
    ({"damage": lambda it: b""}, "signature", True),
]


def check(problems, what, holds, answer):
    if not holds:
        problems.append("%s: %r" % (what, answer))


def right_ones(judges, problems):
    count = 0
    for number in range(ROUNDS):
        origin, host = [*HOSTS, LOCAL][number % 3]
        maker = Authenticator(origin, host, counts=number % 5 != 0)
        bends = {"form": "packed"} if number % 2 else {}
        if number % 3 == 0:
            bends["extensions"] = {"credProtect": 2, "hmac-secret": True}
        challenge = os.urandom(56)
        made = maker.register(challenge, **bends)
        data = judges.fido2(origin, host, challenge, made)
        check(problems, "fido2 registers", isinstance(data, AuthenticatorData), data)
        mine = judges.perisai(origin, host, challenge, made)
        check(problems, "Perisai registers", mine.get("counter") == maker.counter, mine)
        check(problems, "the id", mine.get("id") == text(maker.id), mine)
        cose = ES256.from_cryptography_key(maker.key.public_key())
        point = b"\4" + cose[-2] + cose[-3]
        check(problems, "the key", mine.get("publicKey") == text(point), mine)
        count += 1
        if problems:
            continue
        for _ in range(3):
            challenge = os.urandom(56)
            signed = maker.login(challenge)
            known = judges.fido2(origin, host, challenge, signed, data.credential_data)
            check(problems, "fido2 lets in", known == data.credential_data, known)
            mine = judges.perisai(origin, host, challenge, signed, point)
            check(problems, "Perisai lets in", mine.get("counter") == maker.counter, mine)
            count += 1
    return count


def broken_ones(judges, problems):
    count = 0
    for origin, host in HOSTS[:1]:
        maker = Authenticator(origin, host)
        challenge = os.urandom(56)
        credential = judges.fido2(origin, host, challenge, maker.register(challenge)).credential_data
        point = b"\4" + credential.public_key[-2] + credential.public_key[-3]
        for bends, code, is_both in REGISTRATIONS:
            made = maker.register(challenge, **bends)
            mine = judges.perisai(origin, host, challenge, made)
            check(problems, "Perisai registers %r" % bends, mine == {"refused": code}, mine)
            theirs = judges.fido2(origin, host, challenge, made)
            check(problems, "fido2 registers %r" % bends, isinstance(theirs, Exception) or not is_both, theirs)
            count += 1
        for bends, code, is_both in LOGINS:
            made = maker.login(challenge, **bends)
            mine = judges.perisai(origin, host, challenge, made, point)
            check(problems, "Perisai lets in %r" % bends, mine == {"refused": code}, mine)
            theirs = judges.fido2(origin, host, challenge, made, credential)
            check(problems, "fido2 lets in %r" % bends, isinstance(theirs, Exception) or not is_both, theirs)
            count += 1
    return count


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    judges, problems = Judges(sys.argv[1]), []
    right = right_ones(judges, problems)
    broken = broken_ones(judges, problems)
    judges.process.stdin.close()
    if judges.process.wait(timeout=10) != 0:
        problems.append("the tool ended with %d" % judges.process.returncode)
    for problem in problems:
        print("DIFFERS " + problem)
    print("%d right answers of passkeys, %d broken ones, %d differences" % (right, broken, len(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
