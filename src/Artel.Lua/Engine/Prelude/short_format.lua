-- Formats whose native loops can't be interrupted, and of which nobody needs a long one. The function is called as a field, by which Lua
-- knows its name.
local error, type, raw, name = ...
local MOST = 10000

return function(format, ...)
  if type(format) == "string" and #format > MOST then
    error("bad argument #1 to '" .. name .. "' (a format has " .. MOST .. " bytes at most)", 2)
  end
  return raw[name](format, ...)
end
