---@process bench.lua:client
---@permission process.send *
---@message go

-- Asks, one question after the other.

local function main(report, echo, count)
  process.listen("go"):receive()
  local right = 0
  for i = 1, count do
    if process.ask(echo, "echo", i) == i then right = right + 1 end
  end
  process.send(report, "done", right)
end

return { main = main }
