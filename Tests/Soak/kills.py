#!/usr/bin/env python3
"""Kills a node again and again while members write to it, and looks whether anything that it acknowledged is lost.

Usage: kills.py PROGRAM [--kills N] [--seconds S] [--writers N] [--seed N]

It ends after N kills, or S seconds. Afterwards every acknowledged signal has to be there exactly once and be found by a check,
every checkpoint that was seen has to be the beginning of the log, and `perisai log verify` has to find nothing.
Exit status: 0 nothing lost, 1 something, 2 could not run.
"""

import argparse
import base64
import hashlib
import http.client
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "Interop" / "openapi")]

from client import Client, proposal
from node import READY

WRITES_MAX = 25
PAUSE_SECONDS_MAX = 0.003
CHECKPOINT_EVERY = 5
PAGE = 1000
CHECKED = 40
WIDTH = 256


class Ledger:
    """What was acknowledged, under which id, and which checkpoints were seen."""

    def __init__(self):
        self.lock = threading.Lock()
        self.asked = 0
        self.acknowledged = {}
        self.checkpoints = []

    def next_hash(self):
        with self.lock:
            self.asked += 1
            return hashlib.sha256(b"TEST %d" % self.asked).hexdigest()


class Run:
    """One life of the node."""

    def __init__(self, program, data, log):
        self.process = subprocess.Popen(
            [program, "serve", "--data", data, "--port", "0", "--checkpoint-interval", "1", "--log-level", "warning"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        self.port = next((int(found[1]) for line in self.process.stdout if (found := READY.match(line))), None)
        if self.port is None:
            raise OSError("the node did not start again; its log is %s" % log.name)

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait(60)
        self.process.stdout.close()


def write(port, key, bank, ledger):
    client = Client(port, key)
    try:
        while True:
            value = ledger.next_hash()
            status, _, text = client.ask("POST", "/v1/signals", proposal(bank, value))
            if status == 201:
                ledger.acknowledged[value] = json.loads(text)["id"]
            elif status < 500:
                raise AssertionError("a proposal was answered with %d: %s" % (status, text))
    except (OSError, http.client.HTTPException, ValueError):
        pass
    finally:
        client.close()


def checkpoint(client):
    """The size and root of the log's signed note."""
    lines = client.ask("GET", "/checkpoint")[2].decode().split("\n")
    return int(lines[1]), base64.b64decode(lines[2])


def kill(options, data, log, key, bank, ledger, chance, number):
    run = Run(options.program, data, log)
    writers = [threading.Thread(target=write, args=(run.port, key, bank, ledger)) for _ in range(options.writers)]
    wanted = len(ledger.acknowledged) + chance.randint(1, WRITES_MAX)
    for writer in writers:
        writer.start()
    while len(ledger.acknowledged) < wanted and any(writer.is_alive() for writer in writers):
        time.sleep(0.001)
    time.sleep(chance.random() * PAUSE_SECONDS_MAX)
    if number % CHECKPOINT_EVERY == 0:
        try:
            ledger.checkpoints.append(checkpoint(Client(run.port, key)))
        except (OSError, http.client.HTTPException, ValueError, IndexError):
            pass
    run.end(signal.SIGKILL)
    for writer in writers:
        writer.join()


def listed(client):
    cursor, path = None, "/v1/signals?limit=%d" % PAGE
    while True:
        page = client.call("GET", path + ("&cursor=" + cursor if cursor else ""))
        yield from page["items"]
        cursor = page.get("cursor")
        if not cursor:
            return


def leaves(client, size):
    """The leaf hashes of the log, from its tiles of entries."""
    for first in range(0, size, WIDTH):
        index, width = first // WIDTH, min(WIDTH, size - first)
        path = "%03d" % (index % 1000)
        while index >= 1000:
            index //= 1000
            path = "x%03d/%s" % (index % 1000, path)
        bundle = client.ask("GET", "/tile/entries/%s%s" % (path, "" if width == WIDTH else ".p/%d" % width))[2]
        place = 0
        for _ in range(width):
            length = int.from_bytes(bundle[place : place + 2], "big")
            yield hashlib.sha256(b"\0" + bundle[place + 2 : place + 2 + length]).digest()
            place += 2 + length
        if place != len(bundle):
            raise AssertionError("a bundle of entries has more than its entries")


def roots(hashes, sizes):
    """The roots of the trees (RFC 6962) of the first hashes, by size."""
    found, stack, wanted = {}, [], set(sizes)
    for count, leaf in enumerate(hashes, 1):
        level = 0
        while stack and stack[-1][0] == level:
            leaf, level = hashlib.sha256(b"\1" + stack.pop()[1] + leaf).digest(), level + 1
        stack.append((level, leaf))
        if count in wanted:
            root = stack[-1][1]
            for _, left in reversed(stack[:-1]):
                root = hashlib.sha256(b"\1" + left + root).digest()
            found[count] = root
    return found


def faults(run, key, ledger):
    client = Client(run.port, key)
    by_hash = {}
    for item in listed(client):
        by_hash.setdefault(item["fingerprints"][0]["value"], []).append(item["id"])
    lost = [value for value, id in ledger.acknowledged.items() if by_hash.get(value) != [id]]
    if lost:
        yield "%d acknowledged signals are lost, or there twice" % len(lost)
    if any(len(ids) > 1 for ids in by_hash.values()):
        yield "a signal is there twice"
    if client.call("GET", "/status")["index"]["hashes"] != len(by_hash):
        yield "the index does not hold what the tables hold"
    known = list(ledger.acknowledged.items())
    for first in range(0, len(known), CHECKED):
        batch = known[first : first + CHECKED]
        prints = [{"kind": "pdq", "value": value} for value, _ in batch]
        found = {match["signal"] for match in client.call("POST", "/v1/checks", {"fingerprints": prints})["matches"]}
        if not found >= {id for _, id in batch}:
            yield "a check does not find what was acknowledged"
            break
    now = checkpoint(client)
    grown = roots(leaves(client, now[0]), [size for size, _ in ledger.checkpoints] + [now[0]])
    for size, root in ledger.checkpoints + [now]:
        if grown.get(size) != root:
            yield "the checkpoint of size %d is not the beginning of the log" % size


def soak(options, folder):
    data, key_file = folder / "data", folder / "key"
    subprocess.run(
        [options.program, "init", "--data", data, "--key-file", key_file, "--kind", "platform", "--name", "TEST Lentera"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    chance, ledger, started = random.Random(options.seed), Ledger(), time.monotonic()
    with (folder / "log").open("w") as log:
        run = Run(options.program, data, log)
        administrator = Client(run.port, key_file.read_text().strip())
        key = administrator.key_of("curator")
        bank = administrator.call("POST", "/v1/banks", {"name": "TEST bank"})["id"]
        run.end(signal.SIGTERM)
        kills = 0
        while kills < options.kills and time.monotonic() - started < options.seconds:
            kill(options, data, log, key, bank, ledger, chance, kills)
            kills += 1
        took = time.monotonic() - started
        run = Run(options.program, data, log)
        try:
            found = list(faults(run, key, ledger))
        finally:
            run.end(signal.SIGTERM)
    audit = subprocess.run([options.program, "log", "verify", "--data", data], capture_output=True, text=True)
    if audit.returncode != 0:
        found.append("the journal is not whole: %s%s" % (audit.stdout, audit.stderr))
    if len(ledger.acknowledged) < kills:
        found.append("too little was acknowledged")
    print(
        "kills: %d in %.0f s, %d signals acknowledged of %d asked for, %d checkpoints seen"
        % (kills, took, len(ledger.acknowledged), ledger.asked, len(ledger.checkpoints))
    )
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--kills", type=int, default=1000)
    arguments.add_argument("--seconds", type=float, default=float("inf"))
    arguments.add_argument("--writers", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=2018)
    options = arguments.parse_args()
    options.program = options.program.resolve()
    with tempfile.TemporaryDirectory(prefix="perisai-soak-") as folder:
        found = soak(options, pathlib.Path(folder))
    for fault in found:
        print("WRONG %s" % fault)
    return 1 if found else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as problem:
        print("kills: %s" % problem, file=sys.stderr)
        sys.exit(2)
