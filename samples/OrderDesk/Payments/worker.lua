---@process app.payments:worker
---@permission process.send *
---@message charge { order_id: string, card: { number: string, expiry: string }, cents: integer }

-- Charges cards, one at a time, for the cashier. What a provider's terminal would do is done here.
local time = require("time")

local CASHIER = "app:cashier"

-- The last month of validity, counted in months. Works for every card that is typed as it is printed, with a slash.
local function last_month(expiry)
  local month, year = expiry:match("^(%d+)/(%d+)$")
  return (2000 + tonumber(year)) * 12 + tonumber(month)
end

local function charge(payment)
  local now = time.now()
  if last_month(payment.card.expiry) < now:year() * 12 + now:month() then
    return nil, "it expired in " .. payment.card.expiry
  end
  -- The same for the same order: a provider charges an order once, however often it is asked to.
  return string.format("%s/%s/%d", payment.order_id, payment.card.number:sub(-4), payment.cents)
end

local function main()
  local inbox, events = process.inbox(), process.events()
  local announced, err = process.send(CASHIER, "ready")
  if not announced then return nil, err end
  while true do
    local selected = channel.select { events:case_receive(), inbox:case_receive() }
    -- The only event of a process that watches nobody: the supervisor asks it to end.
    if selected.channel == events then return end
    local receipt, reason = charge(selected.value:payload())
    if receipt then
      process.send(CASHIER, "charged", receipt)
    else
      process.send(CASHIER, "declined", reason)
    end
  end
end

return { main = main }
