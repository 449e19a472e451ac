---@process log.rules:searches
---@permission process.send *
---@message line { number: integer, file: string, remote_address: string, user: string?, method: string, path: string, status: integer, bytes: integer?, referrer: string?, user_agent: string?, seconds: number? }

-- What people search for, on any page that has a search parameter.
local PARAMETERS = { "q", "search", "query" }

local function decode(text)
  text = text:gsub("+", " ")
  -- Two digits after a percent sign are one byte. Works for everything a browser sends.
  return (text:gsub("%%(..)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local function classify(entry)
  for _, name in ipairs(PARAMETERS) do
    local value = entry.path:match("[?&]" .. name .. "=([^&#]*)")
    if value then
      local term = decode(value):match("^%s*(.-)%s*$")
      -- One letter is somebody who is still typing. utf8.len counts characters where # counts bytes.
      if utf8.len(term) < 2 then return nil end
      return term:lower()
    end
  end
  return nil
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
