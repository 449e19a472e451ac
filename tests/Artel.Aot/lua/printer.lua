---@process app:printer
---@permission *
---@message print
local function main()
  for message in process.inbox():each() do
    local purchase = message:payload()
    local lines, count = {}, 0
    for _, item in ipairs(purchase.items) do
      lines[#lines + 1] = item.count .. " " .. item.name
      count = count + item.count
    end
    message:reply({ lines = lines, count = count, payment = purchase.payment })
  end
end

return { main = main }
