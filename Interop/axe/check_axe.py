#!/usr/bin/env python3
"""Holds every page of the console against axe, in light and dark and on a narrow screen."""

import pathlib
import sys
import tempfile

from selenium_axe_python import Axe

from browser import NARROW_PIXELS, Browser
from follower_pages import FOLLOWER_PAGES, FollowerTour
from office_pages import OFFICE_PAGES, OfficeTour
from pages import PAGES, Tour
from scenario import PROGRAM

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}
# Of these axe can't always decide; a page on which it decides none would go unlooked at.
PASSES_MIN = 5
BREAK = "for (const it of document.querySelectorAll('label')) it.remove();"


def look(browser, where):
    axe = Axe(browser.driver)
    axe.inject()
    results = axe.run(options=OPTIONS)
    faults = [
        "%s: %s: %s: %s" % (where, violation["id"], violation["help"], node["html"])
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
    if len(results["passes"]) < PASSES_MIN:
        faults.append("%s: axe looked at nothing" % where)
    return faults, len(results["passes"])


def walk(tour, pages):
    """Looks at every page of a tour; what is wrong, how often axe looked, and how many rules were kept."""
    faults, looks, rules = [], 0, 0
    browser = tour.browser
    for name in pages:
        tour.show(name)
        for scheme, pixels in (("light", None), ("dark", None), ("light", NARROW_PIXELS)):
            browser.scheme(scheme)
            if pixels:
                browser.width(pixels)
            found, passed = look(browser, "%s, %s%s" % (name, scheme, ", narrow" if pixels else ""))
            browser.own_width()
            faults += found
            looks, rules = looks + 1, rules + passed
    return faults + browser.faults(), looks, rules


def main():
    faults, pages_seen, looks, rules = [], 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="perisai-axe-") as folder:
        for make, pages in (
            (lambda: Tour(PROGRAM, Browser, pathlib.Path(folder)), PAGES),
            (lambda: OfficeTour(PROGRAM, Browser), OFFICE_PAGES),
            (lambda: FollowerTour(PROGRAM, Browser), FOLLOWER_PAGES),
        ):
            tour = make()
            try:
                found, looked, kept = walk(tour, pages)
                faults, looks, rules = faults + found, looks + looked, rules + kept
                pages_seen += len(pages)
                tour.browser.run(BREAK)
                if not look(tour.browser, "a page that was broken on purpose")[0]:
                    faults.append("axe does not find a field without a label")
            finally:
                tour.close()
    for fault in faults:
        print("WRONG %s" % fault)
    print("axe: %d pages looked at %d times, %d rules kept, %d violations" % (pages_seen, looks, rules, len(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
