"""What must hold of every page, asked by a script in the page."""

import pathlib

from browser import NARROW_PIXELS, WIDE_PIXELS

RULES = pathlib.Path(__file__).with_name("page_rules.js").read_text()


def faults(browser):
    return browser.run(RULES)


def faults_everywhere(browser):
    """What is wrong in light and dark, on the browser's own screen, on a narrow one and on a wide one."""
    found = []
    for scheme, widths in (("light", (None, NARROW_PIXELS, WIDE_PIXELS)), ("dark", (None, NARROW_PIXELS))):
        browser.scheme(scheme)
        for pixels in widths:
            if pixels:
                browser.width(pixels)
            found += ["%s, %s pixels: %s" % (scheme, pixels or "its own", fault) for fault in faults(browser)]
            browser.own_width()
    return found
