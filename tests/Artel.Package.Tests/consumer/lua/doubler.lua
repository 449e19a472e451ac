---@process app:doubler
---@permission process.reply
---@message double integer
local function main()
  for message in process.inbox():each() do
    message:reply(message:payload() * 2)
  end
end

return { main = main }
