-- In Lua, so that the replacement function may wait and be interrupted; but the host does at once what is short and needs no function.
local FAILURE, MORE, error, next_match, find, text, substitute, type, concat, sub, tostring, tonumber, unpack = ...

local function check(first, ...)
  if first == FAILURE then error((...), 3) end
  return first, ...
end

-- A replacement text as pieces: strings, and numbers of captures.
local function pieces_of(replacement)
  local pieces, n, i = {}, 0, 1
  while true do
    local percent = find(replacement, "%", i, true)
    if not percent then break end
    if percent > i then
      n = n + 1
      pieces[n] = sub(replacement, i, percent - 1)
    end
    local digit = sub(replacement, percent + 1, percent + 1)
    n = n + 1
    if digit == "%" then pieces[n] = "%"
    else
      pieces[n] = tonumber(digit)
      if not pieces[n] then error("invalid use of '%' in replacement string", 3) end
    end
    i = percent + 2
  end
  if i <= #replacement then
    n = n + 1
    pieces[n] = sub(replacement, i)
  end
  return pieces, n
end

local function fill(pieces, count, whole, captures)
  local filled = {}
  for i = 1, count do
    local piece = pieces[i]
    if type(piece) == "number" then
      if piece == 0 then piece = whole
      else
        piece = captures[piece]
        if piece == nil then error("invalid capture index %" .. tostring(pieces[i]) .. " in replacement string", 3) end
      end
    end
    filled[i] = piece
  end
  return concat(filled)
end

return function(s, pattern, replacement, most)
  local result, made = substitute(s, pattern, replacement, most)
  if made then
    if result == FAILURE then error(made, 2) end
    return result, made
  end

  s = check(text(s, pattern, most))
  local kind = type(replacement)
  if kind == "number" or kind == "userdata" then
    replacement = tostring(replacement)
    kind = "string"
  end
  if kind ~= "string" and kind ~= "table" and kind ~= "function" then
    error("bad argument #3 to 'gsub' (string/function/table expected, got " .. kind .. ")", 2)
  end

  local anchored = sub(pattern, 1, 1) == "^"
  local plain = kind == "string" and not find(replacement, "%", 1, true)
  local pieces, piece_count

  local out, n = {}, 0
  local position, last_end, copied, count = 1, -1, 1, 0
  most = most or #s + 1
  while count < most and position <= #s + 1 do
    local first, after, a, b, c, d = next_match(s, pattern, position, last_end, anchored)
    while first == MORE do first, after, a, b, c, d = next_match(s, pattern, after, last_end, anchored, a) end
    if not first then break end
    if first == FAILURE then error(after, 2) end
    if first > copied then
      n = n + 1
      out[n] = sub(s, copied, first - 1)
    end
    if kind == "string" and not plain and not pieces then pieces, piece_count = pieces_of(replacement) end
    local value
    if plain then value = replacement
    elseif kind == "table" then value = replacement[a]
    elseif d then
      -- More than that may be captured: it is found again, where it is known to begin.
      local found = { check(next_match(s, pattern, first, last_end, anchored)) }
      if kind == "function" then value = replacement(unpack(found, 3))
      else value = fill(pieces, piece_count, sub(s, first, after - 1), { unpack(found, 3) })
      end
    elseif kind ~= "function" then value = fill(pieces, piece_count, sub(s, first, after - 1), { a, b, c })
    elseif not b then value = replacement(a)
    elseif not c then value = replacement(a, b)
    else value = replacement(a, b, c)
    end
    if not value then value = sub(s, first, after - 1)
    elseif type(value) ~= "string" and type(value) ~= "number" then
      error("invalid replacement value (a " .. type(value) .. ")", 2)
    end
    n = n + 1
    out[n] = value
    count = count + 1
    copied, position, last_end = after, after, after
    if anchored then break end
  end
  if copied <= #s then
    n = n + 1
    out[n] = sub(s, copied)
  end
  return concat(out), count
end
