#!/bin/sh
# Checks the log and the receipts with other people's programs: Go's sumdb packages and Debian's Chromium.
#
#     run.sh FOLDER      FOLDER as FixtureTests.swift writes it, with PERISAI_TLOG_FIXTURE=FOLDER
#
# Needs Debian's golang-go, golang-golang-x-mod-dev, chromium, chromium-driver, python3 and python3-selenium.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "$1" && pwd)
work=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "$work"' EXIT

GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$work/cache" go build -o "$work/verify" "$here/verify.go"

# Serves one folder on a free port and waits until it answers; sets `url`.
serve() {
    test -z "$server" || kill "$server"
    : >"$work/server"
    python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$work/server" 2>/dev/null &
    server=$!
    while ! grep -q 'port [0-9]' "$work/server"; do sleep 0.1; done
    url=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$work/server")
}

GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$work/cache" go build -o "$work/cosigned" "$here/cosigned.go"

serve "$folder/log"
"$work/verify" -vkey "$(cat "$folder/log.vkey")" -every 7 -older "$folder/checkpoint.older" "$url"

# A verifier that finds nothing wrong with a changed log would prove nothing above.
cp -r "$folder/log" "$work/changed"
printf '\377\376' | dd of="$work/changed/tile/0/100" bs=1 seek=33 conv=notrunc 2>/dev/null
serve "$work/changed"
if "$work/verify" -vkey "$(cat "$folder/log.vkey")" -every 700 "$url" 2>"$work/refusal"; then
    echo "a changed tile was not noticed" >&2
    exit 1
fi
grep -q 'of tile level 0 is not that of the entries' "$work/refusal"
echo "ok: a changed tile is noticed"

"$work/verify" -vkey "$(cat "$folder/receipt.vkey")" -proof "$folder/act.tlog-proof"
sed 's/^index .*/index 5/' "$folder/act.tlog-proof" >"$work/changed.tlog-proof"
if "$work/verify" -vkey "$(cat "$folder/receipt.vkey")" -proof "$work/changed.tlog-proof" 2>"$work/refusal"; then
    echo "a changed proof file was not noticed" >&2
    exit 1
fi
echo "ok: a changed proof file is noticed"

"$work/cosigned" -vkey "$(cat "$folder/receipt.vkey")" -witnesses "$folder/witnessed.vkeys" -least 2 \
    "$folder/witnessed.checkpoint"
sed '2s/.*/14/' "$folder/witnessed.checkpoint" >"$work/changed.checkpoint"
if "$work/cosigned" -vkey "$(cat "$folder/receipt.vkey")" -witnesses "$folder/witnessed.vkeys" -least 0 \
    "$work/changed.checkpoint" 2>/dev/null; then
    echo "a changed cosigned checkpoint was not noticed" >&2
    exit 1
fi
echo "ok: a changed cosigned checkpoint is noticed"

/usr/bin/python3 -B "$here/receipt_page_test.py" "$folder"
