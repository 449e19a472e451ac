-- As operation.lua, for at most three arguments and two results: no variable arguments, hence faster.
local internals, OPERATION, FAILURE, yield, error = ...
local CLOSING <const> = 2

return function(code)
  return function(a, b, c)
    if internals[CLOSING] then error("attempt to wait inside coroutine.close", 2) end
    local first, second = yield(OPERATION, code, a, b, c)
    if first == FAILURE then error(second, 2) end
    if second == nil then return first end
    return first, second
  end
end
