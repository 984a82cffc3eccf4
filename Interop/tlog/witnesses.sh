#!/usr/bin/env bash
# Lets three witnesses cosign the log of a node, checks what they said with Go's note package, takes one away, then two,
# and shows one of them a second history of the same log.
#
#     witnesses.sh PROGRAM      PROGRAM is the built perisai
#
# Needs Debian's golang-go, golang-golang-x-mod-dev, curl and jq.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1
work=$(mktemp -d)
declare -a processes=()
trap 'kill "${processes[@]}" 2>/dev/null; wait; rm -rf "$work"' EXIT

GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$work/cache" go build -o "$work/cosigned" "$here/cosigned.go"

# Runs a program until it says that it is ready; sets `url`.
start() {
    local name=$1
    shift
    "$@" >"$work/$name.ready" 2>>"$work/$name.log" &
    processes+=($!)
    for _ in {1..300}; do
        if grep -q 'is ready on' "$work/$name.ready"; then
            url=$(sed -n 's/.* is ready on //p' "$work/$name.ready")
            return
        fi
        sleep 0.1
    done
    cat "$work/$name.log" >&2
    exit 1
}

"$program" init --data "$work/node" --kind platform --name 'TEST Lentera' --origin lentera.example/log \
    --key-file "$work/key" >/dev/null
vkey=$("$program" log key --data "$work/node")
: >"$work/policy"
for number in 1 2 3; do
    key=$("$program" witness init --data "$work/w$number" --name "witness.example/w$number")
    printf '%s\n' "$key" >>"$work/witnesses"
    start "w$number" "$program" witness serve --data "$work/w$number" --log "$vkey" --port 0
    printf 'witness w%s %s %s\n' "$number" "$key" "$url" >>"$work/policy"
    witness[number]=$url
done
printf 'group some 2 w1 w2 w3\nquorum some\n' >>"$work/policy"
start node "$program" serve --data "$work/node" --port 0 --checkpoint-interval 1 --log-access live \
    --witness-policy "$work/policy" --allow-destination 127.0.0.1
node=$url
administrator=$(cat "$work/key")

# Waits until the checkpoint that is told covers everything so far and bears enough cosignatures.
cosigned() {
    local least=$1 size
    size=$(curl -sS --fail "$node/status" -H "Authorization: Bearer $administrator" | jq .journalSize)
    for _ in {1..300}; do
        curl -sS "$node/checkpoint" >"$work/checkpoint"
        if [[ $(sed -n 2p "$work/checkpoint") -ge $size ]] \
            && "$work/cosigned" -vkey "$vkey" -witnesses "$work/witnesses" -least "$least" "$work/checkpoint" 2>/dev/null; then
            return
        fi
        sleep 0.1
    done
    echo "no checkpoint with $least cosignatures" >&2
    cat "$work/node.log" "$work/checkpoint" >&2
    exit 1
}
# Something happens at the node.
act() {
    curl -sS --fail-with-body -X POST "$node/v1/banks" -H "Authorization: Bearer $administrator" \
        -H 'Content-Type: application/json' -d "{\"name\":\"TEST $1\"}" >/dev/null
}
status() { curl -sS -o "$work/answer" -w '%{http_code}' --data-binary "@$1" "$2/add-checkpoint"; }
# A request from an old size, with a note and no proof.
request() {
    printf 'old %s\n\n' "$1"
    cat "$2"
}

cosigned 3
cp "$work/checkpoint" "$work/first"
kill "${processes[0]}"
act one
cosigned 2
echo 'ok: two of three are enough'

size=$(sed -n 2p "$work/first")
request "$size" "$work/first" >"$work/request"
[[ $(status "$work/request" "${witness[2]}") == 409 ]]
[[ $(cat "$work/answer") == "$(sed -n 2p "$work/checkpoint")" ]]
request 0 "$work/first" >"$work/request"
[[ $(status "$work/request" "${witness[3]}") == 409 ]]
sed 's/^lentera/bentara/' "$work/first" >"$work/other"
request 0 "$work/other" >"$work/request"
[[ $(status "$work/request" "${witness[2]}") == 404 ]]
sed "2s/.*/99/" "$work/first" >"$work/other"
request 0 "$work/other" >"$work/request"
[[ $(status "$work/request" "${witness[2]}") == 403 ]]
request 999999 "$work/first" >"$work/request"
[[ $(status "$work/request" "${witness[2]}") == 400 ]]
echo 'nonsense' >"$work/request"
[[ $(status "$work/request" "${witness[2]}") == 400 ]]
echo 'ok: a witness answers with the statuses of the protocol'

# The same key, another history: the folder as it was, with other acts since.
kill "${processes[3]}"
wait "${processes[3]}" || true
"$program" init --data "$work/fork" --kind platform --name 'TEST Lentera' --origin lentera.example/log >/dev/null
cp "$work/node/log.key" "$work/fork/log.key"
start fork "$program" serve --data "$work/fork" --port 0 --checkpoint-interval 1 --log-access live \
    --witness-policy "$work/policy" --allow-destination 127.0.0.1
for _ in {1..100}; do
    if grep -q 'another history' "$work/fork.log"; then break; fi
    sleep 0.1
done
grep -q 'a witness saw another history of this log' "$work/fork.log"
echo 'ok: a second history of the same log is refused, and its operator is told'
