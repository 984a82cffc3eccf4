"""A node in a folder of its own, started and stopped as its operator would."""

import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading

READY = re.compile(r"Perisai is ready on ")
SETUP = re.compile(r"/console/setup/[0-9a-f]+")
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30


def free_port():
    """A port that nobody listens on now; a node keeps it when it is started again."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Node:
    """A served node, its administrator's key and the set-up link of its first person.

    A demonstration's asks nobody for a passkey, so that everybody may log in with a password.
    """

    def __init__(self, program, init, serve=(), is_demonstration=True):
        self.program, self.serve = program, [*(["--demonstration"] if is_demonstration else []), *serve]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="perisai-browser-"))
        self.data = self.folder / "data"
        key = self.folder / "administrator.key"
        said = subprocess.run(
            [program, "init", "--data", self.data, "--key-file", key, *init], check=True, capture_output=True, text=True
        ).stdout
        self.key = key.read_text().strip()
        self.setup_path = SETUP.search(said)[0]
        self.port = free_port()
        self.process = None
        try:
            self.start()
        except Exception:
            self.remove()
            raise

    @property
    def address(self):
        """What people type; a browser lets passkeys work under this name and under no number."""
        return "http://localhost:%d" % self.port

    def start(self):
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--data", self.data, "--port", str(self.port), "--checkpoint-interval", "1"]
                + ["--log-level", "warning", *self.serve],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        # A node that never becomes ready is ended, which ends its output too.
        timer = threading.Timer(START_SECONDS_MAX, self.process.kill)
        timer.start()
        try:
            if not any(READY.match(line) for line in self.process.stdout):
                raise OSError("the node did not start:\n" + self.log())
        finally:
            timer.cancel()

    def log(self):
        return (self.folder / "log").read_text()

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
