-- Checks that each open a case: one known hash, and a reference of its own.
-- Arguments behind `--`: the key, the known hash, a word that makes the references of this run its own.
local count, hash, word = 0, "", ""

function init(args)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. args[1]
    hash, word = args[2], args[3]
end

function request()
    count = count + 1
    return wrk.format(nil, nil, nil, string.format(
        '{"context":{"reference":"TEST post %s-%d","kind":"image","account":"TEST account %d","views":%d},'
            .. '"fingerprints":[{"kind":"pdq","value":"%s"}]}', word, count, count % 20000, count % 5000, hash))
end

function done(summary)
    print(string.format("RESULT %d %d", summary.requests, summary.errors.status + summary.errors.connect
        + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
