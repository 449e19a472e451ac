---@process bench.lua:spawner
---@permission process.send *
---@permission process.spawn bench.lua:one-shot
---@permission process.host bench:processes
---@message go

-- Starts processes that end at once.

local function main(report, count)
  process.inbox():receive()
  for _ = 1, count do
    process.send(process.spawn("bench.lua:one-shot", "bench:processes", report), "go")
  end
end

return { main = main }
