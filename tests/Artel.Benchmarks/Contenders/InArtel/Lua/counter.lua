---@process bench.lua:counter
---@permission process.send *
---@message count

-- Counts what it is sent.

local function main(report, expected)
  local counted = process.listen("count")
  local count = 0
  while count < expected do
    counted:receive()
    count = count + 1
  end
  process.send(report, "done", count)
end

return { main = main }
