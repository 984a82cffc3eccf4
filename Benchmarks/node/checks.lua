-- Checks of a fingerprint each: random ones, and one in `every` an edited copy of a known one.
-- Arguments behind `--`: the key, the file of known hashes, one in how many matches.
local known, hex = {}, "0123456789abcdef"
local every, count = 1000, 0

function init(args)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. args[1]
    for line in io.lines(args[2]) do known[#known + 1] = line end
    every = tonumber(args[3])
    math.randomseed(20181106)
end

local function random_hash()
    local digits = {}
    for place = 1, 64 do
        local digit = math.random(16)
        digits[place] = hex:sub(digit, digit)
    end
    return table.concat(digits)
end

-- Three digits of a known hash are replaced: 12 bits at most.
local function copy_of_known()
    local hash = known[math.random(#known)]
    for _ = 1, 3 do
        local place, digit = math.random(64), math.random(16)
        hash = hash:sub(1, place - 1) .. hex:sub(digit, digit) .. hash:sub(place + 1)
    end
    return hash
end

function request()
    count = count + 1
    local hash = count % every == 0 and copy_of_known() or random_hash()
    return wrk.format(nil, nil, nil, '{"fingerprints":[{"kind":"pdq","value":"' .. hash .. '"}]}')
end

function done(summary, latency)
    print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
        latency:percentile(99), summary.errors.status,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
