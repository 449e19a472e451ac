---@process bench.figures:adder
---@permission process.send *
---@message total string
---@message number integer

-- Is told who wants the total, then adds up numbers, up to one that is negative.

local function main()
  local totals, numbers = process.listen("total"), process.listen("number")
  while true do
    local asking, sum = totals:receive(), 0
    local number = numbers:receive()
    while number >= 0 do
      sum = sum + number
      number = numbers:receive()
    end
    process.send(asking, "done", sum)
  end
end

return { main = main }
