-- Formats whose native loops can't be interrupted, and of which nobody needs a long one. What pack fills up to a fixed size it fills byte by
-- byte, until memory ends: what is no string in the end is refused before. The function is called as a field, by which Lua knows its name.
local error, type, find, tonumber, raw, name, most_filled = ...
local MOST = 10000

local function check(format)
  if #format > MOST then
    error("bad argument #1 to '" .. name .. "' (a format has " .. MOST .. " bytes at most)", 3)
  end
end

if name ~= "pack" then
  return function(format, ...)
    if type(format) == "string" then check(format) end
    return raw[name](format, ...)
  end
end

local function check_sizes(format)
  local filled, last, size = 0, 0
  repeat
    local _
    _, last, size = find(format, "c(%d+)", last + 1)
    if size then filled = filled + tonumber(size) end
  until not size
  if filled > most_filled then
    error("bad argument #1 to 'pack' (strings of a fixed size have " .. most_filled .. " bytes at most in all)", 3)
  end
end

return function(format, ...)
  if type(format) == "string" then
    check(format)
    if find(format, "c", 1, true) then check_sizes(format) end
  end
  return raw.pack(format, ...)
end
