-- As checked_getter.lua, for a value that never changes once it is there: the host is asked until it has given it.
local FAILURE, error = ...

return function(host)
  local known
  return function()
    if known then return known end
    local value, problem = host()
    if value == FAILURE then error(problem, 2) end
    if value == nil then return value, problem end
    known = value
    return value
  end
end
