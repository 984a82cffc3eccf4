#!/usr/bin/env python3
"""Reads the QR codes of receipts as a telephone would, and follows them to the files.

The page of a decision, that page printed by the browser, the page of a request's receipt, and that receipt as a PDF: each code
must say the address that stands beside it, and what is there must have the SHA-256 that it names.
Exit status: 0 all as it should be, 1 something is not.
"""

import base64
import hashlib
import pathlib
import re
import sys
import tempfile
import urllib.request

from PIL import Image, ImageOps

from browser import Browser
from codes import Unreadable, drawn, pages, text, texts
from pages import Tour
from scenario import PROGRAM

FAILED = []
FETCH = """const [path, done] = arguments;
fetch(path).then(async (answer) => {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  done(answer.status + " " + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
});"""
SHOWN = """return [...document.querySelectorAll("figure.code svg")].map((svg) => ({
  side: svg.viewBox.baseVal.width,
  path: svg.querySelector("path").getAttribute("d"),
  facts: [...svg.closest("section").querySelectorAll(":scope > dl dd.hash")].map((it) => it.textContent),
}));"""
CODE_OF_FILE = re.compile(r'<svg role="img"[^>]* viewBox="0 0 (\d+) \1"><path fill="#000" d="([^"]+)"/></svg>')
HANDED = re.compile(r"(http://[^/]+)/receipts/([0-9a-f]{64})/[0-9a-z.-]+")


def expect(condition, words):
    print(("ok    " if condition else "FAIL  ") + words)
    if not condition:
        FAILED.append(words)


def fetch(browser, path):
    """The bytes of a file, as the person of this browser gets them."""
    status, _, body = browser.driver.execute_async_script(FETCH, path).partition(" ")
    if status != "200":
        raise RuntimeError("%s answers %s" % (path, status))
    return base64.b64decode(body)


def refuses_what_is_drawn_wrong(picture):
    for words, wrong in (
        ("mirrored", ImageOps.mirror(picture)),
        ("upside down", ImageOps.flip(picture)),
        ("with rows for columns", picture.transpose(Image.Transpose.TRANSPOSE)),
        ("light on dark", ImageOps.invert(picture)),
    ):
        try:
            expect(False, "a code that is drawn %s is not read as %r" % (words, text(wrong)))
        except Unreadable:
            expect(True, "a code that is drawn %s is refused" % words)


def decisions(tour):
    """The receipts on the page of a decision, and the same on paper."""
    browser = tour.browser
    tour.show("decision")
    shown = browser.run(SHOWN)
    expect(len(shown) == 2, "the page of a decision shows two codes: %d" % len(shown))
    said = []
    for code in shown:
        address, digest = code["facts"][:2]
        picture = drawn(code["path"], int(code["side"]))
        said.append(text(picture))
        expect(said[-1] == address + "#sha256=" + digest, "the code says the address and the SHA-256: %s" % said[-1])
        path = said[-1].removeprefix(browser.address).partition("#")[0]
        found = hashlib.sha256(fetch(browser, path)).hexdigest()
        expect(found == digest, "the file that is there has the SHA-256 of the code: %s" % found)
    if shown:
        refuses_what_is_drawn_wrong(picture)
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    on_paper = [words for page in pages(base64.b64decode(printed)) for words, _ in texts(page)]
    expect(sorted(on_paper) == sorted(said), "the printed page says the same: %s" % on_paper)


def leads_to_the_receipt(browser, said, name):
    """Whether anybody who has the code gets the very file that it names."""
    parts = HANDED.fullmatch(said)
    expect(parts is not None and parts[1] == browser.address, "the code of %s says an address here: %s" % (name, said))
    if not parts:
        return None
    with urllib.request.urlopen(said) as answer:
        found = hashlib.sha256(answer.read()).hexdigest()
    expect(found == parts[2], "the file that is there has the SHA-256 of the code: %s" % found)
    return parts[2]


def requests(tour):
    """The receipt of a request as a page that stands alone, and on paper."""
    browser = tour.browser
    tour.show("request")
    path = browser.path.partition("?")[0] + "/receipt?view=platform&form="
    page = fetch(browser, path + "html").decode()
    codes = CODE_OF_FILE.findall(page)
    expect(len(codes) == 1, "the receipt as a page has one code: %d" % len(codes))
    for side, squares in codes:
        digest = leads_to_the_receipt(browser, text(drawn(squares, int(side))), "the page")
        expect(">%s</code>" % digest in page.replace("<wbr>", ""), "the page shows the SHA-256 beside the code")
    on_paper = [words for picture in pages(fetch(browser, path + "pdf")) for words, _ in texts(picture)]
    expect(len(on_paper) == 1, "the receipt on paper has one code: %s" % on_paper)
    for said in on_paper:
        leads_to_the_receipt(browser, said, "the paper")


def main():
    with tempfile.TemporaryDirectory(prefix="perisai-codes-") as folder:
        tour = Tour(PROGRAM, Browser, pathlib.Path(folder))
        try:
            decisions(tour)
            requests(tour)
        finally:
            tour.close()
    print("codes: %d wrong" % len(FAILED))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
