---@process bench.lua:linked
---@permission process.send *
---@permission process.spawn bench.lua:linked
---@permission process.spawn.linked bench.lua:linked
---@permission process.host bench:processes
---@message grow integer

-- A link of the chain; each starts the next.

local function main(grown)
  local growing = process.listen("grow")
  while true do
    local more = growing:receive()
    if more == 0 then
      process.send(grown, "done", 0)
    else
      process.send(process.spawn_linked("bench.lua:linked", "bench:processes", grown), "grow", more - 1)
    end
  end
end

return { main = main }
