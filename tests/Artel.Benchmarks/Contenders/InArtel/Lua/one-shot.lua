---@process bench.lua:one-shot
---@permission process.send *
---@message go

-- Ends with its first message.

local function main(report)
  process.inbox():receive()
  process.send(report, "done", 1)
end

return { main = main }
