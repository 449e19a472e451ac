---@process bench.lua:idle
---@permission process.send *
---@message touch string

-- Waits for messages, and does nothing else.

local function main()
  local touched = process.listen("touch")
  while true do
    local report = touched:receive()
    process.send(report, "done", 1)
  end
end

return { main = main }
