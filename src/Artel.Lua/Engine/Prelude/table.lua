-- Guards before native loops that can't be interrupted: a __len may claim a length of 2^60, and a __index that is a native function gives
-- values without an instruction in between. The functions are called as fields, by which Lua knows their names.
-- measure(t, n): whether t has a __len, and whether a native loop over its items, or n others, is long. The host is not asked about a table
-- without a metatable and with FEW items at most.
local error, type, tostring, getmetatable, measure, concat, raw, name, FEW = ...
local MOST_MOVED = 1000000
local PIECE = 10000

local function check(t)
  if type(t) ~= "table" then
    error("bad argument #1 to '" .. name .. "' (table expected, got " .. type(t) .. ")", 3)
  end
  if getmetatable(t) == nil and #t <= FEW then return end
  if measure(t) then error("table." .. name .. " can't take a table with __len", 3) end
end

if name == "insert" then
  return function(t, ...)
    check(t)
    return raw.insert(t, ...)
  end
elseif name == "remove" then
  return function(t, position)
    check(t)
    return raw.remove(t, position)
  end
elseif name == "unpack" then
  return function(t, first, last)
    if first == nil and last == nil then
      if type(t) == "table" and (getmetatable(t) ~= nil or #t > FEW) then measure(t) end
    elseif type(first) == "number" and type(last) == "number" then
      measure(nil, last - first)
    end
    return raw.unpack(t, first, last)
  end
elseif name == "concat" then
  return function(t, separator, first, last)
    if type(t) ~= "table" or first == nil and last == nil and getmetatable(t) == nil and #t <= FEW then
      return raw.concat(t, separator, first, last)
    end
    local has_length, is_long = measure(t, type(last) == "number" and last - (type(first) == "number" and first or 1))
    if has_length and last == nil then last = #t end
    if not is_long and not has_length then return raw.concat(t, separator, first, last) end
    first, last, separator = first or 1, last or #t, separator or ""
    if type(separator) == "number" then separator = tostring(separator) end
    if type(first) ~= "number" or type(last) ~= "number" or type(separator) ~= "string" or last - first <= PIECE then
      return raw.concat(t, separator, first, last)
    end

    -- Piece by piece, so that it can be interrupted in between.
    local pieces, n = {}, 0
    while first + PIECE <= last do
      n = n + 1
      pieces[n] = concat(t, separator, first, first + PIECE - 1)
      first = first + PIECE
    end
    pieces[n + 1] = concat(t, separator, first, last)
    return concat(pieces, separator)
  end
end

return function(from, first, last, to, target)
  if type(first) == "number" and type(last) == "number" then
    if last - first > MOST_MOVED then error("table.move can't move more than " .. MOST_MOVED .. " values", 2) end
    measure(nil, last - first)
  end
  return raw.move(from, first, last, to, target or from)
end
