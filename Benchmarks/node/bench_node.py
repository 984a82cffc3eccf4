#!/usr/bin/env python3
"""Times a served node as its clients see it.

Usage: bench_node.py PROGRAM [--signals N] [--seconds S] [--rounds N] [--samples N]

PROGRAM is the built perisai. Everything runs on this machine, the load (Debian's wrk, one thread) beside the node.

1. Checks of one fingerprint each against N signals (100,000), one in 1,000 matching.
2. How soon a signal that was just verified is answered as verified: on the node that keeps it, and on a node that follows
   the exchange where it was verified. From the moment the verification is sent to the moment the first check that knows of
   it has been answered; checks are asked one after the other.
"""

import argparse
import contextlib
import http.client
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

KNOWN = pathlib.Path("known")
IDLE_SECONDS = 2
HERE = pathlib.Path(__file__).parent


class Node:
    """One connection to a node, with a key."""

    def __init__(self, address, key):
        self.address, self.key = address, key
        self.used = 0.0
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)

    def call(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.key}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        # The node closes connections that stood idle while others were timed.
        if time.monotonic() - self.used > IDLE_SECONDS:
            self.connection.close()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.used = time.monotonic()
        if not 200 <= answer.status < 300:
            sys.exit("%s %s was answered with %d: %s" % (method, path, answer.status, text.decode()[:500]))
        return json.loads(text) if text else None

    def with_key(self, key):
        return Node(self.address, key)

    def own(self):
        return self.call("GET", "/status")["organisation"]

    def key_for(self, role, organisation, person=None, vouches=False):
        body = {"role": role, "vouches": vouches}
        if person:
            body["person"] = person
        return self.call("POST", "/v1/organisations/%s/keys" % organisation, body)["secret"]

    def person(self, role, organisation):
        body = {"name": "TEST " + role, "roles": [role]}
        person = self.call("POST", "/v1/organisations/%s/people" % organisation, body)["id"]
        return self.with_key(self.key_for(role, organisation, person))


@contextlib.contextmanager
def served(program, folder, name, arguments=(), serving=()):
    data, key = folder / name, folder / (name + ".key")
    subprocess.run([program, "init", "--data", data, "--key-file", key, "--name", "TEST " + name, *arguments],
                   check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([program, "serve", "--data", data, "--port", "0", "--log-level", "warning", *serving],
                              stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        if "is ready on" not in line:
            sys.exit("the node %s did not start: %s" % (name, line))
        yield Node(line.split()[-1], key.read_text().strip())
    finally:
        server.terminate()
        server.wait(30)


def proposal(bank, value, link=None):
    body = {
        "bank": bank, "kind": "image", "behaviours": ["graphicViolence"],
        "fingerprints": [{"kind": "pdq", "value": value}],
        "rationale": "TEST", "exemptionAssessment": "TEST no exemption",
    }
    if link:
        later = time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(time.time() + 3600))
        body["viewing"] = {"link": "https://lentera.example/viewing/1", "expiresAt": later}
    return body


def check(node, value):
    return node.call("POST", "/v1/checks", {"fingerprints": [{"kind": "pdq", "value": value}]})["matches"]


def time_checks(program, folder, options, chance):
    with served(program, folder, "checked", ["--kind", "platform"]) as node:
        curator = node.person("curator", node.own())
        bank = node.call("POST", "/v1/banks", {"name": "TEST bank"})["id"]
        known = ["%064x" % chance.getrandbits(256) for _ in range(options.signals)]
        start = time.perf_counter()
        for first in range(0, len(known), 1000):
            results = curator.call("POST", "/v1/signals",
                                   {"signals": [proposal(bank, value) for value in known[first:first + 1000]]})["results"]
            if any("id" not in result for result in results):
                sys.exit("a proposal was refused")
        print("%d signals proposed over the API: %.0f a second" % (
            len(known), len(known) / (time.perf_counter() - start)))
        while node.call("GET", "/status")["index"]["hashes"] < len(known):
            time.sleep(0.01)
        (folder / KNOWN).write_text("\n".join(known) + "\n")
        rates, medians, tails = [], [], []
        for _ in range(options.rounds):
            run = subprocess.run(
                ["wrk", "-t1", "-c%d" % options.connections, "-d%ds" % options.seconds, "-s", HERE / "checks.lua",
                 node.address + "/v1/checks", "--", curator.key, folder / KNOWN, "1000"],
                check=True, capture_output=True, text=True)
            result = next(line for line in run.stdout.splitlines() if line.startswith("RESULT"))
            requests, duration, median, tail, refused, broken = map(int, result.split()[1:])
            if refused or broken:
                sys.exit("%d checks were refused and %d broke off:\n%s" % (refused, broken, run.stdout))
            rates.append(requests / duration * 1e6)
            medians.append(median / 1000)
            tails.append(tail / 1000)
        row("checks a second", rates, "%.0f", least=5000)
        row("answered after, median, ms", medians, "%.2f")
        row("answered after, p99, ms", tails, "%.2f")
        cases = node.person("reviewer", node.own()).call("GET", "/v1/cases?limit=1")["items"]
        if not cases:
            sys.exit("no check matched")


def verify_and_find(checker, verifier, proposer, bank, chance):
    """One sample: milliseconds from sending the verification to the first check that knows of it."""
    value = "%064x" % chance.getrandbits(256)
    signal = proposer.call("POST", "/v1/signals", proposal(bank, value, link=True))["id"]
    verifier.call("POST", "/v1/signals/%s/viewing" % signal)
    start = time.perf_counter()
    verifier.call("POST", "/v1/signals/%s/verification" % signal, {"basis": "shownBy", "lookedAt": "TEST the picture"})
    while True:
        matches = check(checker, value)
        if any(match["signal"] == signal and match["rule"] != "notVerified" for match in matches):
            return (time.perf_counter() - start) * 1000


def time_freshness(program, folder, options, chance):
    with served(program, folder, "keeping", ["--kind", "platform"]) as node:
        own = node.own()
        proposer, verifier = node.person("curator", own), node.person("curator", own)
        bank = node.call("POST", "/v1/banks", {"name": "TEST bank"})["id"]
        times = [verify_and_find(proposer, verifier, proposer, bank, chance) for _ in range(options.samples)]
        tail("verified to found, same node, ms", times, most=20)

    with served(program, folder, "exchange", ["--exchange", "--no-interests"]) as exchange:
        secretary = exchange.person("secretary", exchange.own())
        members = {}
        for name, kind in (("lentera", "platform"), ("suara", "civilSociety"), ("amihan", "platform")):
            member = exchange.call("POST", "/v1/organisations", {
                "kind": kind, "name": "TEST " + name, "interests": {"owners": ["owner." + name]}})["id"]
            secretary.call("POST", "/v1/organisations/%s/standing" % member,
                           {"standing": "active", "reason": "TEST vote"})
            members[name] = (member, exchange.with_key(exchange.key_for("administrator", member)))
        agreement = secretary.call("POST", "/v1/agreements", {
            "title": "TEST agreement", "parties": [member for member, _ in members.values()], "use": "block"})["id"]
        for _, administrator in members.values():
            administrator.call("POST", "/v1/agreements/%s/acceptance" % agreement)
        bank = members["lentera"][1].call("POST", "/v1/banks", {"name": "TEST shared", "agreement": agreement})["id"]
        proposer = members["lentera"][1].person("curator", members["lentera"][0])
        verifier = members["suara"][1].person("curator", members["suara"][0])
        amihan, administrator = members["amihan"]
        follow = folder / "follow.key"
        follow.write_text(administrator.key_for("curator", amihan, vouches=True) + "\n")
        with served(program, folder, "following", ["--kind", "platform", "--organisation-id", amihan,
                                                   "--owners", "owner.amihan"],
                    ["--follow", exchange.address, "--follow-key-file", follow,
                     "--allow-destination", "127.0.0.1"]) as node:
            checker = node.person("curator", amihan)
            times = [verify_and_find(checker, verifier, proposer, bank, chance)
                     for _ in range(options.samples)]
        tail("verified to found, follower, ms", times, most=500)


def row(name, values, form, least=None):
    goal = "   goal: at least " + form % least if least else ""
    print("%-34s min %s  median %s  max %s%s" % (
        (name,) + tuple(form % value for value in (min(values), statistics.median(values), max(values))) + (goal,)))


def tail(name, times, most):
    times.sort()
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    print("%-34s median %.1f  p99 %.1f  max %.1f  (%d)   goal: p99 at most %d" % (
        name, statistics.median(times), p99, times[-1], len(times), most))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--signals", type=int, default=100_000)
    arguments.add_argument("--connections", type=int, default=32)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--samples", type=int, default=300)
    options = arguments.parse_args()
    chance = random.Random(20181106)
    with tempfile.TemporaryDirectory(prefix="perisai-bench-") as folder:
        time_checks(options.program, pathlib.Path(folder), options, chance)
        time_freshness(options.program, pathlib.Path(folder), options, chance)


if __name__ == "__main__":
    main()
