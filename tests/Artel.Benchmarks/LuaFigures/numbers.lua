---@process bench.figures:numbers
---@permission process.send *
---@message number integer
---@message ask integer
---@message table { id: integer, name: string, score: number, active: boolean }
---@message total string

-- Adds up numbers, and answers with what it is asked.

local function main()
  local sum = 0
  while true do
    local message = process.inbox():receive()
    local topic = message:topic()
    if topic == "number" then
      sum = sum + message:payload()
    elseif topic == "total" then
      process.send(message:payload(), "done", sum)
      sum = 0
    else
      message:reply(message:payload())
    end
  end
end

return { main = main }
