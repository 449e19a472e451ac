---@process bench.lua:sky
---@permission process.send *
---@permission process.spawn bench.lua:sky
---@permission process.host bench:processes
---@message part { first: integer, count: integer }
---@message sum integer

-- A node of the tree.

local BRANCHES = 10

local function main(parent)
  local part = process.listen("part"):receive()
  local total = part.first
  if part.count > 1 then
    local sums = process.listen("sum")
    local size = part.count // BRANCHES
    for i = 0, BRANCHES - 1 do
      local branch = process.spawn("bench.lua:sky", "bench:processes", process.pid())
      process.send(branch, "part", { first = part.first + i * size, count = size })
    end
    total = 0
    for _ = 1, BRANCHES do total = total + sums:receive() end
  end
  process.send(parent, "sum", total)
end

return { main = main }
