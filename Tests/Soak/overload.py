#!/usr/bin/env python3
"""Asks a node ten times as much as it can do, and watches those whom it serves, and its memory.

Usage: overload.py PROGRAM [--seconds S] [--signals N] [--connections N] [--within MS] [--grown MIB]

wrk (Debian) sends checks over 10 times as many connections as keep the node busy, under several keys. Beside it one member
asks a check every few milliseconds, and several more ask one after the other under the keys of the load: what they wait for
those that are accepted is measured here, from the last byte sent to the last byte read. Whoever is turned away is told so with
429 or 503 and Retry-After; any other status is wrong, and so is a connection that breaks off.

Elsewhere the load comes from other machines. Here it shares the processors with the node, so it runs at a lower priority
(nice 10), which leaves it the time that the node and the watchers do not want; it still keeps the node busy all the time.
Exit status: 0 as it should be, 1 not, 2 could not run.
"""

import argparse
import collections
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "Interop" / "openapi")]

from client import Client, proposal
from node import Node

BUSY_CONNECTIONS = 32
TIMES = 10
KEYS = 8
PAUSE_SECONDS = 0.02
CAPACITY_SECONDS = 5
MEMORY_SECONDS = 0.5
# What is remembered of rates and keys, and the pages of the allocator, come in the beginning.
WARM = 0.25
ACCEPTED, TURNED_AWAY = 200, (429, 503)


def load(address, connections, seconds, keys):
    run = subprocess.run(
        ["nice", "-n", "10", "wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "10s", "-s", HERE / "checks.lua"]
        + [address + "/v1/checks", "--", *keys],
        check=True,
        capture_output=True,
        text=True,
    )
    return outcome(run.stdout)


def outcome(text):
    """What checks.lua said: rate, median and p99 in ms, connections that broke off, answers by status."""
    lines = [line.split() for line in text.splitlines()]
    result = next(line for line in lines if line[:1] == ["RESULT"])
    requests, duration, median, tail, broken = map(int, result[1:])
    statuses = collections.Counter()
    for line in lines:
        if line[:1] == ["STATUS"]:
            statuses[int(line[1])] += int(line[2])
    return requests / duration * 1e6, median / 1000, tail / 1000, broken, statuses


def wrong(name, broken, statuses):
    """What must not be among the answers of a load."""
    faults = ["%s: %d answers with %d" % (name, count, status) for status, count in sorted(statuses.items())
              if status != ACCEPTED and status not in TURNED_AWAY]
    if not statuses[ACCEPTED]:
        faults.append("%s: nothing was accepted" % name)
    if broken:
        faults.append("%s: %d connections broke off" % (name, broken))
    return faults


class Member(threading.Thread):
    """Somebody who checks one upload after the other, and waits for each answer."""

    def __init__(self, port, key):
        super().__init__()
        self.client = Client(port, key)
        self.accepted, self.refused, self.faults = [], [], []
        self.ended = threading.Event()
        self.chance = random.Random(1)

    def run(self):
        while not self.ended.wait(PAUSE_SECONDS):
            body = {"fingerprints": [{"kind": "pdq", "value": "%064x" % self.chance.getrandbits(256)}]}
            started = time.perf_counter()
            try:
                status, headers, text = self.client.ask("POST", "/v1/checks", body)
            except OSError as problem:
                self.faults.append("broke off: %s" % problem)
                self.client.close()
                continue
            taken = (time.perf_counter() - started) * 1000
            if status == 200:
                self.accepted.append(taken)
            elif status in (429, 503) and headers.get("Retry-After"):
                self.refused.append(taken)
            else:
                self.faults.append("answered with %d: %s" % (status, text[:200]))


class Memory(threading.Thread):
    """What a process holds, in MiB, as time goes by."""

    def __init__(self, pid):
        super().__init__()
        self.status, self.samples = pathlib.Path("/proc/%d/status" % pid), []
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(MEMORY_SECONDS):
            line = next(line for line in self.status.read_text().splitlines() if line.startswith("VmRSS"))
            self.samples.append(int(line.split()[1]) / 1024)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def soak(options, folder):
    chance = random.Random(20181106)
    with Node(options.program, folder / "node", ["--kind", "platform", "--name", "TEST Lentera"]) as node:
        administrator = Client(node.port, node.key)
        keys = [administrator.key_of("curator") for _ in range(KEYS + 1)]
        curator = Client(node.port, keys[0])
        bank = administrator.call("POST", "/v1/banks", {"name": "TEST bank"})["id"]
        for first in range(0, options.signals, 1000):
            batch = [proposal(bank, "%064x" % chance.getrandbits(256)) for _ in range(min(1000, options.signals - first))]
            curator.call("POST", "/v1/signals", {"signals": batch})
        while curator.call("GET", "/status")["index"]["hashes"] < options.signals:
            time.sleep(0.05)

        rate, median, tail, broken, statuses = load(node.address, BUSY_CONNECTIONS, CAPACITY_SECONDS, keys[1:])
        faults = wrong("capacity", broken, statuses)
        refused = sum(statuses[status] for status in TURNED_AWAY)
        print(
            "capacity: %.0f checks a second over %d connections, median %.1f ms, p99 %.1f ms; %d refused, %d broke off"
            % (rate, BUSY_CONNECTIONS, median, tail, refused, broken)
        )
        member, memory = Member(node.port, keys[0]), Memory(node.process.pid)
        crowd = [Member(node.port, key) for key in keys[1:]]
        watchers = [member, memory, *crowd]
        for watcher in watchers:
            watcher.start()
        try:
            rate, median, tail, broken, statuses = load(node.address, options.connections, options.seconds, keys[1:])
        finally:
            for watcher in watchers:
                watcher.ended.set()
            for watcher in watchers:
                watcher.join()
        faults += wrong("overload", broken, statuses)
        asked, refused = sum(statuses.values()), sum(statuses[status] for status in TURNED_AWAY)
        accepted, pressed = member.accepted, [taken for each in crowd for taken in each.accepted]
        print(
            "overload: %d connections for %d s: %.0f answers a second, %d of %d turned away, %d broke off; all answers: "
            "median %.1f ms, p99 %.1f ms" % (options.connections, options.seconds, rate, refused, asked, broken, median, tail)
        )
        print(
            "a member beside it: %d accepted: median %.1f ms, p99 %.1f ms, most %.1f ms; %d turned away"
            % (len(accepted), percentile(accepted, 0.5), percentile(accepted, 0.99), max(accepted, default=0), len(member.refused))
        )
        print(
            "under the keys of the load: %d accepted: median %.1f ms, p99 %.1f ms"
            % (len(pressed), percentile(pressed, 0.5), percentile(pressed, 0.99))
        )
        warm = memory.samples[int(len(memory.samples) * WARM) :]
        half = len(warm) // 2
        before, after = max(warm[:half], default=0), max(warm[half:], default=0)
        print("memory: %.0f MiB at first, at most %.0f MiB before and %.0f MiB after half time" % (memory.samples[0], before, after))

        for each in [member, *crowd]:
            faults += each.faults[:5]
        for name, waits in (("a member of its own", accepted), ("the load", pressed)):
            if not waits or percentile(waits, 0.99) >= options.within:
                faults.append("p99 of accepted checks of %s is not under %d ms" % (name, options.within))
        if after > before + options.grown:
            faults.append("memory grew by more than %d MiB" % options.grown)
        if Client(node.port, node.key).call("GET", "/status")["index"]["hashes"] != options.signals:
            faults.append("the index lost something")
        return faults


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--seconds", type=int, default=180)
    arguments.add_argument("--signals", type=int, default=20_000)
    arguments.add_argument("--connections", type=int, default=TIMES * BUSY_CONNECTIONS)
    arguments.add_argument("--within", type=int, default=50)
    arguments.add_argument("--grown", type=int, default=32)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="perisai-soak-") as folder:
        faults = soak(options, pathlib.Path(folder))
    for fault in faults:
        print("WRONG %s" % fault)
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as problem:
        print("overload: %s" % problem, file=sys.stderr)
        sys.exit(2)
