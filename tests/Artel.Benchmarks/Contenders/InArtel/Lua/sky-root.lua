---@process bench.lua:sky-root
---@permission process.send *
---@permission process.spawn bench.lua:sky
---@permission process.host bench:processes
---@message start integer
---@message sum integer

-- Starts the tree and gets its sum.

local function main(report)
  local count = process.listen("start"):receive()
  local root = process.spawn("bench.lua:sky", "bench:processes", process.pid())
  process.send(root, "part", { first = 0, count = count })
  process.send(report, "done", process.listen("sum"):receive())
end

return { main = main }
