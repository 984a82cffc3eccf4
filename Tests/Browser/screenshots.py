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
from pages import PAGES, Tour
from scenario import PICTURES, PROGRAM

SIZE = (1024, 640)
CASE = "case"


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
                tour.browser.driver.save_screenshot(str(taken / (name + ".png")))
            tour.show(CASE)
            tour.browser.scheme("dark")
            tour.browser.driver.save_screenshot(str(taken / (CASE + "-dark.png")))
            tour.browser.scheme("light")
            tour.browser.width(NARROW_PIXELS, SIZE[1])
            tour.browser.driver.save_screenshot(str(taken / (CASE + "-narrow.png")))
        finally:
            tour.close()
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
