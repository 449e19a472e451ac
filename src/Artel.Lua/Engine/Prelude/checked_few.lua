-- As checked.lua, for at most three arguments and two results, where an argument that is not given is nil: no variable arguments, hence
-- faster. A failure comes with an error.
local FAILURE, error = ...

return function(host)
  return function(a, b, c)
    local first, second = host(a, b, c)
    if second then
      if first == FAILURE then error(second, 2) end
      return first, second
    end
    if second == nil then return first end
    return first, second
  end
end
