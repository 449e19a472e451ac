-- A host function of at most two results that seldom has to wait: it says so by OPERATION, and is asked for as an operation then.
local OPERATION, FAILURE, yield, error, code, host = ...

local function answer(first, second)
  if first == FAILURE then error(second, 2) end
  if second == nil then return first end
  return first, second
end

return function(...)
  local first, second = host(...)
  if first == OPERATION then return answer(yield(OPERATION, code, ...)) end
  if first == FAILURE then error(second, 2) end
  if second == nil then return first end
  return first, second
end
