-- Guards before native loops that can't be interrupted: a __len may claim a length of 2^60, and a __index that is a native function gives
-- values without an instruction in between. The functions are called as fields, by which Lua knows their names.
-- measure(t, n): whether t has a __len, and whether a native loop over its items, or n others, is long.
local error, type, tostring, measure, concat, raw, name = ...
local MOST_MOVED = 1000000
local PIECE = 10000

local function check(t)
  if type(t) ~= "table" then
    error("bad argument #1 to '" .. name .. "' (table expected, got " .. type(t) .. ")", 3)
  end
  local has_length, is_long = measure(t)
  if has_length then error("table." .. name .. " can't take a table with __len", 3) end
  return is_long
end

-- Merges sorted runs, twice as long each time. However inconsistent the comparison is, it ends after n log n of them.
local function merge_sort(t, less)
  local n, from, to = #t, t, {}
  local width = 1
  while width < n do
    for start = 1, n, 2 * width do
      local middle, stop = start + width, start + 2 * width
      if middle > n + 1 then middle = n + 1 end
      if stop > n + 1 then stop = n + 1 end
      local i, j = start, middle
      for k = start, stop - 1 do
        local left
        if i >= middle then left = false
        elseif j >= stop then left = true
        elseif less then left = not less(from[j], from[i])
        else left = not (from[j] < from[i])
        end
        if left then
          to[k] = from[i]
          i = i + 1
        else
          to[k] = from[j]
          j = j + 1
        end
      end
    end
    from, to = to, from
    width = 2 * width
  end
  if from ~= t then
    for i = 1, n do t[i] = from[i] end
  end
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
    if check(t) and (less == nil or type(less) == "function") then return merge_sort(t, less) end
    return raw.sort(t, less)
  end
elseif name == "unpack" then
  return function(t, first, last)
    if first == nil and last == nil then
      if type(t) == "table" then measure(t) end
    elseif type(first) == "number" and type(last) == "number" then
      measure(nil, last - first)
    end
    return raw.unpack(t, first, last)
  end
elseif name == "concat" then
  return function(t, separator, first, last)
    if type(t) ~= "table" then return raw.concat(t, separator, first, last) end
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
