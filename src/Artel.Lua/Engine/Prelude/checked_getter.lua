-- As checked.lua, for one argument and one result, or nil and an error: no variable arguments, hence faster.
local FAILURE, error = ...

return function(host)
  return function(object)
    local value, problem = host(object)
    if value == FAILURE then error(problem, 2) end
    if value == nil then return value, problem end
    return value
  end
end
