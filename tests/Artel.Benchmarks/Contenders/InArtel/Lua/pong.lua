---@process bench.lua:pong
---@permission process.send *
---@message ping
---@message stop

-- Sends each message back.

local function main(report)
  local pings = 0
  while true do
    local message = process.inbox():receive()
    if message:topic() == "stop" then break end
    pings = pings + 1
    process.send(message:from(), "pong")
  end
  process.send(report, "done", pings)
end

return { main = main }
