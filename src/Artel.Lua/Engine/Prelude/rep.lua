-- The native loop goes by repetitions, each of which may be of one byte: many of them are made of blocks of as many as there are blocks.
-- Over nothing it takes no memory, so that only its count would end it. What is not as it should be is left to the native function.
local type, tostring, tointeger, raw = ...
local FEW = 1000

return function(s, n, separator)
  if type(s) == "userdata" or type(s) == "number" then s = tostring(s) end
  if type(n) ~= "number" or n <= FEW or type(s) ~= "string" or #s > FEW or separator ~= nil and (type(separator) ~= "string" or #separator > FEW) then
    if s == "" and (separator == nil or separator == "") then n = 0 end
    return raw.rep(s, n, separator)
  end
  local unit = separator and s .. separator or s
  if unit == "" then return "" end
  local whole = tointeger(n)
  if not whole then return raw.rep(s, n, separator) end
  if separator then whole = whole - 1 end
  local blocks = whole // FEW
  local rest = raw.rep(unit, whole - blocks * FEW)
  if separator then rest = rest .. s end
  local long = raw.rep(raw.rep(unit, FEW), blocks)
  if rest == "" then return long end
  return long .. rest
end
