#!/usr/bin/python3
"""Takes a picture of every page of the console into .build/screenshots and copies them.

Usage: screenshots.py FOLDER

The case is also shown in dark and on a narrow screen. PERISAI_PROGRAM is the built perisai.
"""

import pathlib
import shutil
import sys
import tempfile

from browser import NARROW_PIXELS, Browser
from follower_pages import FOLLOWER_PAGES, FollowerTour
from office_pages import OFFICE_PAGES, OfficeTour
from pages import PAGES, Tour
from scenario import PICTURES, PROGRAM
from small_png import small_png

SIZE = (1024, 640)
CASE = "case"
DARK, NARROW = CASE + "-dark", CASE + "-narrow"
# The name of every picture.
NAMES = [*PAGES, DARK, NARROW, *OFFICE_PAGES, *FOLLOWER_PAGES]
# What is to be seen of a page whose top is that of another.
PARTS = {"case-preview": "#preview", "case-refused": "[aria-invalid]", "case-decided": "[data-forget]"}


def take(browser, file):
    file.write_bytes(small_png(browser.driver.get_screenshot_as_png()))


def main(target):
    taken = PICTURES / "pages"
    shutil.rmtree(taken, ignore_errors=True)
    taken.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="perisai-tour-") as folder:
        tour = Tour(PROGRAM, lambda address: Browser(address, size=SIZE), pathlib.Path(folder))
        try:
            tour.browser.width(*SIZE)
            for name in PAGES:
                tour.show(name)
                if name in PARTS:
                    tour.browser.run("document.querySelector(arguments[0]).scrollIntoView()", PARTS[name])
                take(tour.browser, taken / (name + ".png"))
            tour.show(CASE)
            tour.browser.scheme("dark")
            take(tour.browser, taken / (DARK + ".png"))
            tour.browser.scheme("light")
            tour.browser.width(NARROW_PIXELS, SIZE[1])
            take(tour.browser, taken / (NARROW + ".png"))
        finally:
            tour.close()
    for make, pages in ((OfficeTour, OFFICE_PAGES), (FollowerTour, FOLLOWER_PAGES)):
        tour = make(PROGRAM, lambda address: Browser(address, size=SIZE))
        try:
            tour.browser.width(*SIZE)
            for name in pages:
                tour.show(name)
                take(tour.browser, taken / (name + ".png"))
        finally:
            tour.close()
    assert {it.stem for it in taken.glob("*.png")} == set(NAMES), "what was taken is not what NAMES has"
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.png"):
        old.unlink()
    for picture in sorted(taken.glob("*.png")):
        shutil.copy(picture, target)
    pictures = list(target.glob("*.png"))
    print("%d pictures, %d kB, in %s" % (len(pictures), sum(it.stat().st_size for it in pictures) // 1024, target))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
