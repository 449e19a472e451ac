---@process bench.lua:watcher
---@permission process.send *
---@permission process.monitor *
---@message watch string
---@message touch string

-- Watches processes.

local function main(report, count)
  local watched = process.listen("watch")
  for _ = 1, count do process.monitor((watched:receive())) end
  local ready = process.listen("touch"):receive()
  process.send(ready, "done", 1)
  local ended = 0
  while ended < count do
    local event = process.events():receive()
    if event.kind == process.event.EXIT then ended = ended + 1 end
  end
  process.send(report, "done", ended)
end

return { main = main }
