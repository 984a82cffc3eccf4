#!/usr/bin/env bash
# Checks the log of a node that serves with Go's sumdb packages, twice, so that the second checkpoint must extend the first.
#
#     live.sh PROGRAM      PROGRAM is the built perisai
#
# Needs Debian's golang-go, golang-golang-x-mod-dev, curl and jq.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1
work=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; wait; rm -rf "$work"' EXIT

GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$work/cache" go build -o "$work/verify" "$here/verify.go"

"$program" init --data "$work/node" --kind platform --name 'TEST Lentera' --key-file "$work/key" >/dev/null
"$program" serve --data "$work/node" --port 0 --checkpoint-interval 1 --log-access live --log-level warning >"$work/ready" &
server=$!
while ! grep -q 'is ready on' "$work/ready"; do sleep 0.1; done
url=$(sed 's/.* is ready on //' "$work/ready")

# call KEY METHOD PATH [JSON]
call() {
    curl -sS --fail-with-body -X "$2" "$url$3" -H "Authorization: Bearer $1" \
        ${4:+-H 'Content-Type: application/json' -d "$4"}
}
administrator=$(cat "$work/key")
own=$(call "$administrator" GET /status | jq -r .organisation)
vkey=$(call "$administrator" GET /status | jq -r .log.verifierKey)
person=$(call "$administrator" POST "/v1/organisations/$own/people" '{"name":"TEST curator","roles":["curator"]}' | jq -r .id)
curator=$(call "$administrator" POST "/v1/organisations/$own/keys" "{\"role\":\"curator\",\"person\":\"$person\"}" | jq -r .secret)
bank=$(call "$administrator" POST /v1/banks '{"name":"TEST bank"}' | jq -r .id)

# Proposes as many signals as asked for, and waits until a checkpoint covers them.
grow() {
    jq -n --arg bank "$bank" --argjson count "$1" --argjson first "$2" '{signals: [range($count) | {
        bank: $bank, kind: "image", behaviours: ["graphicViolence"], rationale: "TEST",
        exemptionAssessment: "TEST no exemption",
        fingerprints: [{kind: "sha256", value: (("0" * 64) + ($first + . | tostring))[-64:]}]}]}' >"$work/signals"
    call "$curator" POST /v1/signals "@$work/signals" | jq -e 'all(.results[]; .id)' >/dev/null
    local size
    size=$(call "$administrator" GET /status | jq .journalSize)
    while [[ $(curl -s "$url/checkpoint" | sed -n 2p) -lt $size ]]; do sleep 0.1; done
}

grow 700 1
curl -sS --fail "$url/checkpoint" >"$work/older"
grow 1000 1000
"$work/verify" -vkey "$vkey" -every 7 -older "$work/older" "$url"
echo 'ok: the log of a node that serves'
