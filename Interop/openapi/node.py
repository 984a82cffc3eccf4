"""A node in a folder of its own, started and stopped as its operator would."""

import pathlib
import re
import subprocess
import threading

READY = re.compile(r"Perisai is ready on http://127\.0\.0\.1:(\d+)")
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30


class Node:
    def __init__(self, program, folder, init, serve=()):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.data = self.folder / "data"
        key = self.folder / "administrator.key"
        subprocess.run(
            [program, "init", "--data", self.data, "--key-file", key, *init], check=True, stdout=subprocess.DEVNULL
        )
        self.key = key.read_text().strip()
        self.log = (self.folder / "log").open("w")
        self.command = [
            program,
            "serve",
            "--data",
            self.data,
            "--port",
            "0",
            "--checkpoint-interval",
            "1",
            "--log-level",
            "warning",
            *serve,
        ]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        try:
            self.port = self._port()
        except Exception:
            self.stop()
            raise

    def _port(self):
        # A node that never becomes ready is ended, which ends its output too.
        timer = threading.Timer(START_SECONDS_MAX, self.process.kill)
        timer.start()
        try:
            for line in self.process.stdout:
                if found := READY.match(line):
                    return int(found[1])
        finally:
            timer.cancel()
        raise OSError("the node did not start: " + (self.folder / "log").read_text())

    @property
    def address(self):
        return "http://127.0.0.1:%d" % self.port

    def kill(self):
        """Ends it at once, as a loss of power does; it may be started again, on another port."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
