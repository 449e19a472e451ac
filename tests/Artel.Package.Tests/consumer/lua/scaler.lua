---@process app:scaler
---@permission process.reply
---@message add { number: integer, note: string? }
---@message total

---@param options { factor: integer, words: string[], limits: { most: integer } }
local function main(options)
  local total = 0
  for message in process.inbox():each() do
    if message:topic() == "add" then
      total = total + message:payload().number * options.factor
    else
      message:reply(total .. " " .. #options.words .. " " .. options.limits.most)
    end
  end
end

return { main = main }
