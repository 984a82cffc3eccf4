"""A Chromium without a window that watches what a page asks for and complains of."""

import base64
import json
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from api import WAIT_SECONDS_MAX

DRIVER = "/usr/bin/chromedriver"
# Chromium without what draws windows: the same engine for half the time. Not /usr/bin's script, which is another process
# and leaves the browser's own behind.
PROGRAM = "/usr/lib/chromium/chromium-headless-shell"
SCREEN = (1280, 900)
NARROW_PIXELS = 320
DROP = """
const [selector, files] = arguments;
const transfer = new DataTransfer();
for (const [name, bytes] of files) {
  transfer.items.add(new File([Uint8Array.from(atob(bytes), (it) => it.charCodeAt(0))], name));
}
const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
return !document.querySelector(selector).dispatchEvent(event);
"""
# A screen of 4K, at one pixel for each of its own.
WIDE_PIXELS = 3840
REFUSED = "net::ERR_CONNECTION_REFUSED"
ANSWERED = re.compile(r"the server responded with a status of (\d+)")


class Browser:
    """One browser of one person, with cookies of its own."""

    def __init__(self, address, languages="en", has_scripts=True, size=SCREEN, downloads=None):
        self.address = address
        options = webdriver.ChromeOptions()
        options.binary_location = PROGRAM
        for argument in (
            "--accept-lang=" + languages,
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            # Grey edges of letters make small pictures.
            "--disable-lcd-text",
            # A page that still moves can't be pressed.
            "--force-prefers-reduced-motion",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--window-size=%d,%d" % size,
        ):
            options.add_argument(argument)
        if os.geteuid() == 0:
            # Chromium's own sandbox refuses to be set up by root.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        if downloads:
            behaviour = {"behavior": "allow", "downloadPath": str(downloads)}
            self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
        if not has_scripts:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.driver.set_page_load_timeout(WAIT_SECONDS_MAX)
        self.expected = set()
        # Whether the node is away on purpose.
        self.is_cut_off = False
        # Parts of complaints that are known and right.
        self.tolerated = set()
        self.asked = []

    # What a person does.

    def open(self, path):
        self.driver.get(self.address + path)
        self.say_why()

    def say_why(self):
        """Whoever opens a case that is not theirs says why; then the case is opened again, as it is from then on."""
        if self.all("form #purpose"):
            here = self.path
            self.find("main form button").click()
            self.wait(lambda: not self.all("form #purpose"), "the case after its purpose was said")
            self.driver.get(self.address + here)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def write(self, field, text):
        place = self.find("#" + field)
        place.clear()
        place.send_keys(text)

    def drop(self, selector, files):
        """Drops files by their names; whether the page takes them, or leaves them to the browser."""
        coded = [[name, base64.b64encode(content).decode()] for name, content in files.items()]
        return self.run(DROP, selector, coded)

    def choose(self, field, value):
        self.find('#%s option[value="%s"]' % (field, value)).click()

    def keys(self, *keys):
        """Types where the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def press(self, words, within="main"):
        """Presses the button, or follows the link, with these words, and waits for the page that comes."""
        here = self.find("html")
        choices = [it for it in self.all("%s button, %s a" % (within, within)) if it.text == words]
        assert choices, "there is nothing to press with the words %r on %s" % (words, self.path)
        choices[0].click()
        self.wait(lambda: self.is_gone(here), "the page after %r" % words)
        self.say_why()

    def is_gone(self, element):
        try:
            element.is_enabled()
        except Exception:
            return self.driver.execute_script("return document.readyState") == "complete"
        return False

    def wait(self, condition, what):
        return WebDriverWait(self.driver, WAIT_SECONDS_MAX, poll_frequency=0.02).until(
            lambda _: condition(), "waited in vain for " + what
        )

    # What a person sees.

    @property
    def path(self):
        parts = urllib.parse.urlsplit(self.driver.current_url)
        return parts.path + ("?" + parts.query if parts.query else "")

    @property
    def text(self):
        return self.find("body").text

    @property
    def heading(self):
        return self.find("h1").text

    @property
    def notice(self):
        found = self.all("main > .notice")
        return found[0].text if found else ""

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    # What surrounds the page.

    def before_pages(self, script):
        """Runs a script before anything of the pages to come; gives what ends it."""
        return self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})["identifier"]

    def no_more_before_pages(self, identifier):
        self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})

    def scheme(self, name):
        """Light or dark, as the person's system is."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def width(self, pixels, height=SCREEN[1]):
        """No window is as narrow as a telephone, so the browser is told that its screen is."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def own_width(self):
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def on_paper(self):
        """The pages as they are printed, each as its text."""
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        with tempfile.NamedTemporaryFile(suffix=".pdf") as paper:
            paper.write(base64.b64decode(printed["data"]))
            paper.flush()
            told = subprocess.run(["pdftotext", paper.name, "-"], capture_output=True, text=True, check=True)
        return told.stdout.split("\f")[:-1]

    # What went wrong.

    def expects(self, *statuses):
        """Statuses of errors that this person meets on purpose."""
        self.expected.update(statuses)

    def faults(self):
        """Errors that no test expects, and requests to anywhere but the node, since this was asked last."""
        faults = []
        for entry in self.driver.get_log("browser"):
            if entry["level"] not in ("SEVERE", "WARNING"):
                continue
            if any(words in entry["message"] for words in self.tolerated):
                continue
            answered = ANSWERED.search(entry["message"])
            if not (answered and int(answered[1]) in self.expected or REFUSED in entry["message"] and self.is_cut_off):
                faults.append("the browser complains: " + entry["message"])
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            url = message["params"]["request"]["url"]
            self.asked.append(url)
            if not url.startswith((self.address + "/", "data:", "about:", "blob:" + self.address + "/")):
                faults.append("the page asked for " + url)
        return faults

    def keep(self, folder, name):
        """Saves what is seen, for whoever looks for the fault."""
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(folder / (name + ".png")))
        (folder / (name + ".html")).write_text(self.driver.page_source)

    def close(self):
        self.driver.quit()
