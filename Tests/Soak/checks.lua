-- Checks of one random fingerprint each, under several keys in turn. Arguments behind `--`: the keys.
local keys, count, hex = {}, 0, "0123456789abcdef"

function init(args)
    for _, key in ipairs(args) do keys[#keys + 1] = key end
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    math.randomseed(20181106)
end

function request()
    count = count + 1
    local digits = {}
    for place = 1, 64 do
        local digit = math.random(16)
        digits[place] = hex:sub(digit, digit)
    end
    wrk.headers["Authorization"] = "Bearer " .. keys[count % #keys + 1]
    return wrk.format(nil, nil, nil, '{"fingerprints":[{"kind":"pdq","value":"' .. table.concat(digits) .. '"}]}')
end

-- Each thread has a world of its own, of which `done` sees the global variables.
statuses = {}
local threads = {}

function setup(thread)
    threads[#threads + 1] = thread
end

function response(status)
    statuses[status] = (statuses[status] or 0) + 1
end

function done(summary, latency)
    print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
        latency:percentile(99),
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
    for _, thread in ipairs(threads) do
        for status, count in pairs(thread:get("statuses")) do
            print(string.format("STATUS %d %d", status, count))
        end
    end
end
