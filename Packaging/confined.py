#!/usr/bin/env python3
"""Runs a command under what of a systemd unit's sandboxing the kernel does without systemd.

Usage: confined.py UNIT ROOT USER COMMAND...

In the folder ROOT as its root and as its user USER: no capabilities, no new privileges, no memory that is both written and
executed, the unit's filter of system calls (with the groups of calls that systemd in ROOT knows), and its
address families. So a package can be tested where no systemd runs.
"""

import ctypes
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_MDWE = 22, 38, 24, 65
FILTER, ALLOW, REFUSE = 2, 0x7FFF0000, 0x00050000 | 1
CAPABILITIES = 64
NUMBERS = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"


def group(name, root):
    """The names of the calls of a group, with those of the groups in it, as systemd in that root knows them."""
    command = ["chroot", root, "systemd-analyze", "syscall-filter", name]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)
    for line in shown.stdout.splitlines()[1:]:
        word = line.strip()
        if word.startswith("@"):
            yield from group(word, root)
        elif word and not word.startswith("#"):
            yield word


def allowed(unit, root):
    calls = set()
    for line in re.findall(r"(?m)^SystemCallFilter=(.*)$", unit):
        names = line.removeprefix("~").split()
        told = {call for name in names for call in (group(name, root) if name.startswith("@") else [name])}
        calls = calls - told if line.startswith("~") else calls | told
    return calls


def numbers():
    return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)", pathlib.Path(NUMBERS).read_text())}


def program(calls, families):
    """A filter that lets these calls through, and `socket` for these families alone."""
    step = lambda code, yes, no, value: struct.pack("=HBBI", code, yes, no, value)
    load, equal, answer = 0x20, 0x15, 0x06
    known = numbers()
    listed = sorted(known[call] for call in calls if call in known and call != "socket")
    body = [step(equal, 0, 1, number) + step(answer, 0, 0, ALLOW) for number in listed] + [step(answer, 0, 0, REFUSE)]
    # The jump over the part for sockets is longer than a conditional jump reaches.
    sockets = [step(load, 0, 0, 16)]
    sockets += [step(equal, 0, 1, int(getattr(socket, family))) + step(answer, 0, 0, ALLOW) for family in families]
    sockets += [step(answer, 0, 0, REFUSE)]
    steps = [step(load, 0, 0, 0), step(equal, 1, 0, known["socket"])]
    length = sum(len(part) for part in sockets) // 8
    steps += [step(0x05, 0, 0, length)]
    return b"".join(steps + sockets + body)


def require(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), what)


def confine(unit, root, user):
    steps = program(allowed(unit, root), re.search(r"(?m)^RestrictAddressFamilies=(.*)$", unit)[1].split())
    os.chroot(root)
    os.chdir("/")
    entry = next(line.split(":") for line in pathlib.Path("/etc/passwd").read_text().splitlines() if line.startswith(user + ":"))
    for capability in range(CAPABILITIES):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.setgroups([])
    os.setgid(int(entry[3]))
    os.setuid(int(entry[2]))
    require(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    require(LIBC.prctl(PR_SET_MDWE, 1, 0, 0, 0), "memory")
    buffer = ctypes.create_string_buffer(steps, len(steps))
    described = struct.pack("HxxxxxxP", len(steps) // 8, ctypes.addressof(buffer))
    require(LIBC.prctl(PR_SET_SECCOMP, FILTER, described, 0, 0), "seccomp")


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    unit, root, user, *command = sys.argv[1:]
    confine(pathlib.Path(unit).read_text(), root, user)
    os.execvpe(command[0], command, {"PATH": "/usr/bin:/bin", "HOME": "/var/lib/perisai", "LANG": "C.UTF-8"})


if __name__ == "__main__":
    main()
