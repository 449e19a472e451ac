---@function app:discount

-- The discount on a whole order, in percent. Who runs the shop changes it often, which is why it is a script.
local BY_CUSTOMER = { member = 5, staff = 20 }
local LARGE_ORDER = 10000 -- cents

---@param customer string
---@param cents integer
---@return integer
return function(customer, cents)
  local percent = BY_CUSTOMER[customer] or 0
  if cents >= LARGE_ORDER and customer ~= "staff" then percent = percent + 3 end
  return percent
end
