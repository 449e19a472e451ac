-- As waiting.lua, for a channel's receive: no variable arguments, hence faster. The host has a value at once almost always, without a yield;
-- with it it says whether the next receive would find none, which is then asked for as an operation at once. A mark is looked for only where
-- one may be: it is alone, or an error comes after it.
local internals, OPERATION, FAILURE, yield, error = ...
local CLOSING <const> = 2

return function(host, code)
  local waits
  return function(channel)
    if internals[CLOSING] then error("attempt to wait inside coroutine.close", 2) end
    local first, second
    if waits then
      first, second, waits = yield(OPERATION, code, channel)
    else
      first, second, waits = host(channel)
      if not second and first == OPERATION then first, second, waits = yield(OPERATION, code, channel) end
    end
    if second then
      if first == FAILURE then error(second, 2) end
      return first, second
    end
    if second == nil then return first end
    return first, second
  end
end
