---@process bench.lua:ping
---@permission process.send *
---@message go
---@message pong

-- Starts each round trip of a pair.

local function main(report, pong, rounds)
  process.listen("go"):receive()
  local pongs = process.listen("pong")
  for _ = 1, rounds do
    process.send(pong, "ping")
    pongs:receive()
  end
  process.send(pong, "stop")
  process.send(report, "done", rounds)
end

return { main = main }
