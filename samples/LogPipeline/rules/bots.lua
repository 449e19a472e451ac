---@process log.rules:bots
---@permission process.send *
---@message line { number: integer, file: string, remote_address: string, user: string?, method: string, path: string, status: integer, bytes: integer?, referrer: string?, user_agent: string?, seconds: number? }

-- Which program sent the request, when it was not a browser. The first marker that is found wins: the particular ones
-- stand before the general ones.
local BOTS = {
  { "googlebot", "Googlebot" },
  { "bingbot", "Bingbot" },
  { "ahrefsbot", "AhrefsBot" },
  { "semrushbot", "SemrushBot" },
  { "yandexbot", "YandexBot" },
  { "duckduckbot", "DuckDuckBot" },
  { "gptbot", "GPTBot" },
  { "uptimerobot", "UptimeRobot" },
  { "python-requests", "python-requests" },
  { "go-http-client", "Go-http-client" },
  { "curl/", "curl" },
  { "sqlmap", "sqlmap" },
  { "zgrab", "zgrab" },
  { "bot", "another bot" },
  { "crawler", "another bot" },
  { "spider", "another bot" },
}

local function classify(entry)
  if not entry.user_agent then return nil end
  local agent = entry.user_agent:lower()
  for _, bot in ipairs(BOTS) do
    local marker, name = bot[1], bot[2]
    -- The last argument asks for plain text: in a pattern the "-" of "go-http-client" would mean "as few as possible".
    if agent:find(marker, 1, true) then return name end
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
