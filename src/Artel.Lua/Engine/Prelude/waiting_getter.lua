-- As waiting.lua, for one argument: no variable arguments, hence faster. The host has it at once almost always, without a yield.
local internals, OPERATION, FAILURE, yield, error = ...
local CLOSING <const> = 2

return function(host, code)
  return function(object)
    if internals[CLOSING] then error("attempt to wait inside coroutine.close", 2) end
    local first, second = host(object)
    if first == OPERATION then first, second = yield(OPERATION, code, object) end
    if first == FAILURE then error(second, 2) end
    if second == nil then return first end
    return first, second
  end
end
