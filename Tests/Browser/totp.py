"""A generator of one-time codes (RFC 6238), as in a person's telephone."""

import base64
import hashlib
import hmac
import struct
import time

STEP_SECONDS = 30
# The node takes the codes of the steps beside the present one too.
STEPS_OFF = 1
# How long a code must stay good after it was read.
MARGIN_SECONDS = 8


def code(secret, step):
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000)


class Generator:
    """Shows each code once, as the node takes it, and the oldest first: so nobody need wait for the next one."""

    def __init__(self, secret):
        self.secret = secret.replace(" ", "")
        self.used = 0

    def next(self):
        """A code that was not used; `None` where the node would take no other at the moment."""
        now = time.time()
        step = max(self.used + 1, int((now + MARGIN_SECONDS) // STEP_SECONDS) - STEPS_OFF)
        if step > now // STEP_SECONDS + STEPS_OFF:
            return None
        self.used = step
        return code(self.secret, step)

    def wrong(self):
        """Six digits that are no code now."""
        now = int(time.time() // STEP_SECONDS)
        near = {code(self.secret, step) for step in range(now - 3, now + 4)}
        return next(digits for digits in map("{:06d}".format, range(1_000_000)) if digits not in near)
