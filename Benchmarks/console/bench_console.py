#!/usr/bin/env python3
"""Times the first contentful paint of the console's pages, as Chromium on this machine measures it.

Usage: bench_console.py [--cases N] [--looks N]

A node is filled with cases through its own API (Debian's wrk). Then each page is opened N times, the browser's cache being
as full as that of somebody at work, and the median is printed. The first look of all, with nothing in the cache, is also timed
over a slow line.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

from api import until
from browser import Browser
from lentera import HASHES, Lentera
from scenario import PROGRAM

GOAL_MS = 100
CONNECTIONS = 128
# How long one run of wrk lasts; afterwards the cases are counted.
FILL_SECONDS = 5
LUA = pathlib.Path(__file__).with_name("cases.lua")
PAINT = """const paint = performance.getEntriesByName("first-contentful-paint")[0];
return paint ? paint.startTime : null;"""
# A telephone where the network is weak.
SLOW_BITS_PER_SECOND = 400_000
SLOW_MILLISECONDS = 400
SLOW_LOOKS = 3
TRANSFERRED = """return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, entry) => sum + entry.transferSize, 0);"""


def fill(place, cases):
    start, sent = time.perf_counter(), 0
    while sent < cases:
        run = subprocess.run(
            ["wrk", "-t1", "-c%d" % CONNECTIONS, "-d%ds" % FILL_SECONDS, "-s", LUA]
            + ["http://127.0.0.1:%d/v1/checks" % place.node.port, "--", place.api.key, HASHES[0], str(sent)],
            check=True,
            capture_output=True,
            text=True,
        )
        line = next(line for line in run.stdout.splitlines() if line.startswith("RESULT"))
        done, failed = map(int, line.split()[1:])
        # A node turns a few away where so many come at once; more than one in a hundred is a fault.
        if failed * 100 > done or not done:
            sys.exit("%d of %d checks failed:\n%s" % (failed, done, run.stdout))
        sent += done - failed
    seconds = time.perf_counter() - start
    print("%d checks that each opened a case: %.0f a second" % (sent, sent / seconds))


def paint(browser, path):
    browser.open(path)
    return until(lambda: browser.run(PAINT), "the paint of " + path)


def measure(browser, name, path, looks):
    paint(browser, path)
    times = [paint(browser, path) for _ in range(looks)]
    assert browser.path == path, browser.text
    print(
        "%-34s min %.0f  median %.0f  max %.0f ms   goal: median under %d"
        % ("first contentful paint, " + name, min(times), statistics.median(times), max(times), GOAL_MS)
    )


def measure_slowly(browser, name, path):
    """Times the first look at a page over a slow line; the browser emulates it."""
    line = {
        "offline": False,
        "latency": SLOW_MILLISECONDS,
        "downloadThroughput": SLOW_BITS_PER_SECOND / 8,
        "uploadThroughput": SLOW_BITS_PER_SECOND / 8,
    }
    command = browser.driver.execute_cdp_cmd
    command("Network.enable", {})
    times = []
    for _ in range(SLOW_LOOKS):
        command("Network.clearBrowserCache", {})
        command("Network.emulateNetworkConditions", line)
        times.append(paint(browser, path))
        bytes = browser.run(TRANSFERRED)
        command("Network.emulateNetworkConditions", {**line, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
    assert browser.path == path, browser.text
    print(
        "%-34s min %.0f  median %.0f  max %.0f ms   %.1f kB, at %d kbit/s and %d ms"
        % (
            "first load, " + name, min(times), statistics.median(times), max(times), bytes / 1000,
            SLOW_BITS_PER_SECOND // 1000, SLOW_MILLISECONDS,
        )
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cases", type=int, default=100_000)
    arguments.add_argument("--looks", type=int, default=10)
    options = arguments.parse_args()
    place = Lentera(PROGRAM)
    browser = None
    try:
        fill(place, options.cases)
        case = place.open_case("TEST the case that is looked at", account="TEST account 1")
        browser = Browser(place.node.address)
        person = place.person("Ayu (TEST)", "reviewer")
        person.set_up(browser)
        person.log_in(browser)
        for name, path in (("overview", "/console"), ("queue", "/console/queue"), ("case", case)):
            measure(browser, name, path, options.looks)
        for name, path in (("overview", "/console"), ("queue", "/console/queue"), ("case", case)):
            measure_slowly(browser, name, path)
        if faults := browser.faults():
            sys.exit("\n".join(faults))
    finally:
        if browser:
            browser.close()
        place.node.remove()


if __name__ == "__main__":
    main()
