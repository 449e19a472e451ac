---@process log.rules:slow
---@permission process.send *
---@message line { number: integer, file: string, remote_address: string, user: string?, method: string, path: string, status: integer, bytes: integer?, referrer: string?, user_agent: string?, seconds: number? }

-- Requests that took longer than a threshold, by what was asked for. The threshold in seconds comes from whoever spawns
-- the rule: process.spawn(..., { threshold = 0.5 }).
local DEFAULT_THRESHOLD = 1.0

local function classify(entry, threshold)
  -- A log without durations has no slow requests, rather than an error for each line.
  if not entry.seconds or entry.seconds <= threshold then return nil end

  -- /product/17 and /product/42 are the same page to somebody who looks for what is slow. The parentheses keep only the
  -- first of gsub's two results.
  local place = entry.path:match("^[^?]*")
  place = (place:gsub("/%d+", "/*"))
  if entry.method == "" then return place end
  return entry.method .. " " .. place
end

local function main(options)
  local threshold = options and options.threshold or DEFAULT_THRESHOLD
  local inbox = process.inbox()
  while true do
    local message, ok = inbox:receive()
    if not ok then return end
    local entry = message:payload()
    process.send(message:from(), "classified", { number = entry.number, label = classify(entry, threshold) })
  end
end

return { main = main }
