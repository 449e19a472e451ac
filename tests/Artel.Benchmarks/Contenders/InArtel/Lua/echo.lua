---@process bench.lua:echo
---@message echo integer

-- Answers with what it is asked.

local function main()
  local questions = process.listen("echo", { message = true })
  while true do
    local question = questions:receive()
    question:reply(question:payload())
  end
end

return { main = main }
