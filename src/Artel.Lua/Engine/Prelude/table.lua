-- Guards before native loops that can't be interrupted: a __len may claim a length of 2^60. The functions are called as fields, by
-- which Lua knows their names.
local error, type, has_length, raw, name = ...
local MOST_MOVED = 1000000

local function check(t)
  if type(t) ~= "table" then
    error("bad argument #1 to '" .. name .. "' (table expected, got " .. type(t) .. ")", 3)
  end
  if has_length(t) then error("table." .. name .. " can't take a table with __len", 3) end
end

if name == "insert" then
  return function(t, ...)
    check(t)
    return raw.insert(t, ...)
  end
elseif name == "remove" then
  return function(t, ...)
    check(t)
    return raw.remove(t, ...)
  end
elseif name == "sort" then
  return function(t, less)
    check(t)
    return raw.sort(t, less)
  end
end

return function(from, first, last, to, target)
  if type(first) == "number" and type(last) == "number" and last - first > MOST_MOVED then
    error("table.move can't move more than " .. MOST_MOVED .. " values", 2)
  end
  return raw.move(from, first, last, to, target or from)
end
