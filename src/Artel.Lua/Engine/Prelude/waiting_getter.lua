-- As waiting.lua, for one argument: no variable arguments, hence faster. The host has it at once almost always, without a yield. A mark is
-- looked for only where one may be: it is alone, or an error comes after it.
local internals, OPERATION, FAILURE, yield, error = ...
local CLOSING <const> = 2

return function(host, code)
  return function(object)
    if internals[CLOSING] then error("attempt to wait inside coroutine.close", 2) end
    local first, second = host(object)
    if not second and first == OPERATION then first, second = yield(OPERATION, code, object) end
    if second then
      if first == FAILURE then error(second, 2) end
      return first, second
    end
    if second == nil then return first end
    return first, second
  end
end
