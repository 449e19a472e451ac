---@process bench.lua:seat
---@permission process.send *
---@message next string
---@message token
---@message stop

-- A place in the ring; the first one, which has laps, begins and ends it.

local function main(report, laps)
  local next_seat = process.listen("next"):receive()
  local seen = 0
  while true do
    local message = process.inbox():receive()
    if message:topic() == "stop" then break end
    if laps > 0 and seen == laps then
      process.send(next_seat, "stop")
    else
      seen = seen + 1
      process.send(next_seat, "token")
    end
  end
  process.send(report, "done", seen)
  if laps == 0 then process.send(next_seat, "stop") end
end

return { main = main }
