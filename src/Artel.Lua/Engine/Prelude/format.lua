-- A native loop over a text can't be interrupted: the format's, and that of %q, which is dear. A format that was seen to have no such loop
-- is not looked through again. The function is called as a field, by which Lua knows its name.
local error, type, select, find, raw = ...
local MOST = 1 << 20
local SHORT, MOST_KNOWN = 200, 50

local known, count = {}, 0

local function check(format, ...)
  if type(format) ~= "string" then return end
  if #format > MOST then error("bad argument #1 to 'format' (a format has " .. MOST .. " bytes at most)", 3) end
  if find(format, "q", 1, true) then
    for i = 1, select("#", ...) do
      local value = select(i, ...)
      if type(value) == "string" and #value > MOST then
        error("bad argument #" .. i + 1 .. " to 'format' (with %q in the format a string has " .. MOST .. " bytes at most)", 3)
      end
    end
  elseif #format <= SHORT then
    if count == MOST_KNOWN then known, count = {}, 0 end
    known[format] = true
    count = count + 1
  end
end

return function(format, ...)
  if not known[format] then check(format, ...) end
  return raw.format(format, ...)
end
