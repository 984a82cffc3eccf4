#!/usr/bin/env python3
"""Makes signed statements and sealed files with Perisai's commands and with PyPI's cryptography, and compares.

Usage: compare_statements.py PERISAI

PERISAI is the built program. Signatures of Ed25519 have one value, so both must make the same file to the last bit; sealed
files have random parts, so each must open the other's. What is changed must be refused by both.
Exit status: 0 all as expected, 1 something is not, 2 could not run.
"""

import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

import sealed_files
import statements

SEED = 20260304
ROUNDS = 40
PURPOSES = ["request", "answer", "threatAlert", "registerEntry"]
SIZES = [0, 1, 65535, 65536, 65537, 3 * 65536, 1_000_003]
LETTERS = ["a", "Z", "é", "e\u0301", "\u0000", "\u001f", "\u007f", "\u2028", "\\", "\"", "/", "ไทย", "မြန်မာ", "\U0001f6e1", "\ufb33", "\ue000"]


class World:
    def __init__(self, program, folder):
        self.program, self.folder, self.problems, self.count = program, pathlib.Path(folder), [], 0

    def run(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, timeout=60)

    def write(self, name, value):
        path = self.folder / name
        path.write_bytes(value if isinstance(value, bytes) else value.encode())
        return path

    def new(self, name):
        path = self.folder / name
        path.unlink(missing_ok=True)
        return path

    def check(self, what, holds, answer=None):
        self.count += 1
        if not holds:
            self.problems.append("%s: %r" % (what, answer))


def value_of(chance, depth=0):
    kind = chance.randrange(7 if depth < 4 else 4)
    if kind == 0:
        return chance.choice([None, True, False])
    if kind == 1:
        return chance.choice([0, -1, chance.randrange(-10**6, 10**6), 2**53 - 1, 1 - 2**53])
    if kind < 4:
        return "".join(chance.choices(LETTERS, k=chance.randrange(6)))
    if kind == 4:
        return [value_of(chance, depth + 1) for _ in range(chance.randrange(4))]
    return members_of(chance, depth + 1)


def members_of(chance, depth=0):
    # Two keys that only their composition tells apart would be refused.
    letters = [letter for letter in LETTERS if letter not in ("e\u0301", "\ufb33")]
    return {"".join(chance.choices(letters, k=chance.randrange(1, 5))): value_of(chance, depth) for _ in range(4)}


def signing(world, chance):
    seeds = [chance.randbytes(32) for _ in range(2)]
    keys = [statements.signing_key(seed) for seed in seeds]
    files = [world.write("signer%d" % n, "perisai-secret-ed25519:%s\n" % seed.hex()) for n, seed in enumerate(seeds)]
    publics = [statements.public_text(key) for key in keys]
    known = [part for public in publics for part in ("--public-key", public)]
    for number in range(ROUNDS):
        purpose, statement = PURPOSES[number % 4], members_of(chance)
        plain = world.write("plain.json", json.dumps(statement, ensure_ascii=number % 2 == 0, indent=number % 3 or None))
        one, two = world.new("one.json"), world.new("two.json")
        said = world.run("request", "sign", plain, "--key", files[0], "--purpose", purpose, "--out", one)
        said2 = world.run("request", "sign", one, "--key", files[1], "--purpose", purpose, "--co-sign", "--out", two)
        world.check("Perisai signs", said.returncode == 0 and said2.returncode == 0, (said.stderr, said2.stderr))
        theirs = statements.sign(statement, purpose, *keys)
        if not two.exists():
            continue
        mine = two.read_bytes()
        world.check("both make the same file", mine == theirs, (mine, theirs))
        world.check("cryptography verifies", statements.verify(mine, purpose, publics))
        said = world.run("request", "check", world.write("theirs.json", theirs), "--purpose", purpose, *known)
        world.check("Perisai verifies", said.returncode == 0, said.stdout)
        bent = bytearray(theirs)
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        said = world.run("request", "check", world.write("bent.json", bytes(bent)), "--purpose", purpose, *known)
        world.check("Perisai refuses a changed bit", said.returncode == 1, (bytes(bent), said.stdout, said.stderr))
        other = PURPOSES[(number + 1) % 4]
        said = world.run("request", "check", world.folder / "theirs.json", "--purpose", other, *known)
        world.check("Perisai refuses another purpose", said.returncode == 1, said.stdout)


def certificates(world):
    """A root and an officer's certificate by cryptography's own builder; a signature by the officer's P-256 key."""
    root, officer = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    start = datetime.datetime(2026, 1, 1)

    def issue(name, key, is_authority):
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root (TEST)")])
        builder = x509.CertificateBuilder(issuer, name, key, x509.random_serial_number(), start)
        builder = builder.not_valid_after(start + datetime.timedelta(days=365))
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        return builder.sign(root, hashes.SHA256()).public_bytes(Encoding.PEM)

    roots = world.write("roots.pem", issue("Root (TEST)", root.public_key(), True))
    chain = world.write("officer.pem", issue("Officer (TEST)", officer.public_key(), False))
    statement = {"text": "TEST"}
    r, s = decode_dss_signature(officer.sign(statements.message(statement, "request"), ec.ECDSA(hashes.SHA256())))
    public = officer.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    signature = {"key": statements.key_id("p256", public), "role": "signer"}
    signature["signature"] = (r.to_bytes(32, "big") + s.to_bytes(32, "big")).hex()
    file = {"format": statements.FORMAT, "purpose": "request", "signatures": [signature], "statement": statement}
    path = world.write("certified.json", statements.canonical(file))
    arguments = ["request", "check", path, "--certificate", chain, "--roots", roots, "--at"]
    for time, status in ("2026-06-01T00:00:00Z", 0), ("2025-12-31T00:00:00Z", 1), ("2027-06-01T00:00:00Z", 1):
        said = world.run(*arguments, time)
        world.check("Perisai trusts a certificate at %s" % time, said.returncode == status, said.stdout + said.stderr)
    stranger = world.write("stranger.pem", issue("Root (TEST)", officer.public_key(), True))
    arguments[6] = stranger
    said = world.run(*arguments, "2026-06-01T00:00:00Z")
    world.check("Perisai trusts no other root", said.returncode == 1, said.stdout)


def sealing(world, chance):
    seeds = [chance.randbytes(32) for _ in range(3)]
    secrets = [X25519PrivateKey.from_private_bytes(seed) for seed in seeds]
    publics = [sealed_files.raw(secret) for secret in secrets]
    files = [
        world.write("opener%d" % number, "perisai-secret-x25519:%s\n" % seed.hex()) for number, seed in enumerate(seeds)
    ]
    for size in SIZES:
        content = chance.randbytes(size)
        path = world.write("พยาน.pdf", content)
        out = world.new("mine.sealed")
        to = [part for public in publics[:2] for part in ("--to", "x25519:" + public.hex())]
        said = world.run("seal", path, "--out", out, *to)
        world.check("Perisai seals", said.returncode == 0, said.stderr)
        for secret in secrets[:2]:
            world.check("cryptography opens", sealed_files.open_sealed(out.read_bytes(), secret) == ("พยาน.pdf", content))
        theirs = world.write("theirs.sealed", sealed_files.seal(content, "order.pdf", publics[:2]))
        for number in range(3):
            opened = world.new("opened")
            said = world.run("open", theirs, "--key", files[number], "--out", opened)
            if number == 2:
                world.check("Perisai refuses whom it is not sealed to", said.returncode == 1, said.stdout)
            else:
                world.check("Perisai opens", said.returncode == 0 and opened.read_bytes() == content, said.stdout)
        bent = bytearray(theirs.read_bytes())
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        said = world.run("open", world.write("bent", bytes(bent)), "--key", files[0], "--out", world.new("opened"))
        world.check("Perisai refuses a changed bit", said.returncode == 1, said.stdout)
        world.check("nothing is left of what was refused", not (world.folder / "opened").exists())


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="perisai-statements-") as folder:
        world = World(os.path.abspath(sys.argv[1]), folder)
        signing(world, chance)
        certificates(world)
        sealing(world, chance)
    for problem in world.problems:
        print("DIFFERS " + problem)
    print("%d comparisons of statements and sealed files, %d differences" % (world.count, len(world.problems)))
    return 1 if world.problems else 0


if __name__ == "__main__":
    sys.exit(main())
