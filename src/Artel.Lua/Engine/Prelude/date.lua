-- A long format would hold its thread in native code.
local date, now, error, type = ...
local MOST = 1000

return function(format, t)
  if type(format) == "string" and #format > MOST then error("bad argument #1 to 'date' (a format has " .. MOST .. " bytes at most)", 2) end
  return date(format or "%c", t or now())
end
