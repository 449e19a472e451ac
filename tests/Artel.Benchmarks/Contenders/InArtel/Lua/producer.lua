---@process bench.lua:producer
---@permission process.send *
---@message go

-- Sends bursts of messages.

local BURST = 1000

local function main(counter, count)
  local going = process.listen("go")
  local me = process.pid()
  while count > 0 do
    going:receive()
    local burst = math.min(count, BURST)
    for _ = 1, burst do process.send(counter, "count") end
    count = count - burst
    process.send(me, "go")
  end
end

return { main = main }
