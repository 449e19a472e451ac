---@process log.rules:errors
---@permission process.send *
---@message line { number: integer, file: string, remote_address: string, user: string?, method: string, path: string, status: integer, bytes: integer?, referrer: string?, user_agent: string?, seconds: number? }

-- Requests the server failed on, by status. What a client got wrong (4xx) is not an error here.
local NAMES = {
  [500] = "Internal Server Error",
  [501] = "Not Implemented",
  [502] = "Bad Gateway",
  [503] = "Service Unavailable",
  [504] = "Gateway Timeout",
}

local function classify(entry)
  if entry.status < 500 then return nil end
  local name = NAMES[entry.status]
  -- %d writes 500 for the float 500.0 as well.
  local code = string.format("%d", entry.status)
  return name and code .. " " .. name or code
end

local function main()
  local inbox = process.inbox()
  while true do
    local message, ok = inbox:receive()
    if not ok then return end
    local entry = message:payload()
    process.send(message:from(), "classified", { number = entry.number, label = classify(entry) })
  end
end

return { main = main }
