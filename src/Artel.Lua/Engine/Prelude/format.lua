-- A native loop over a text can't be interrupted: the format's, and that of %q, which is dear. The function is called as a field, by which
-- Lua knows its name.
local error, type, select, find, raw = ...
local MOST = 1 << 20

return function(format, ...)
  if type(format) == "string" then
    if #format > MOST then error("bad argument #1 to 'format' (a format has " .. MOST .. " bytes at most)", 2) end
    if find(format, "q", 1, true) then
      for i = 1, select("#", ...) do
        local value = select(i, ...)
        if type(value) == "string" and #value > MOST then
          error("bad argument #" .. i + 1 .. " to 'format' (with %q in the format a string has " .. MOST .. " bytes at most)", 2)
        end
      end
    end
  end
  return raw.format(format, ...)
end
