-- In Lua, so that the replacement function may wait and be interrupted.
local FAILURE, MORE, error, next_match, find, text, type, concat, sub, tostring, tonumber = ...

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
        if piece == nil then error("invalid capture index %" .. tostring(pieces[i]) .. " in replacement string", 4) end
      end
    end
    filled[i] = piece
  end
  return concat(filled)
end

return function(s, pattern, replacement, most)
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
  if kind == "string" and not plain then pieces, piece_count = pieces_of(replacement) end

  local out, n = {}, 0
  local position, last_end, copied, count = 1, -1, 1, 0
  most = most or #s + 1

  local function replace(first, after, capture, ...)
    if first == MORE then return replace(check(next_match(s, pattern, after, last_end, anchored, capture))) end
    if not first then return false end
    if first > copied then
      n = n + 1
      out[n] = sub(s, copied, first - 1)
    end
    local value
    if plain then value = replacement
    elseif kind == "function" then value = replacement(capture, ...)
    elseif kind == "table" then value = replacement[capture]
    else value = fill(pieces, piece_count, sub(s, first, after - 1), { capture, ... })
    end
    if not value then value = sub(s, first, after - 1)
    elseif type(value) ~= "string" and type(value) ~= "number" then
      error("invalid replacement value (a " .. type(value) .. ")", 3)
    end
    n = n + 1
    out[n] = value
    count = count + 1
    copied, position, last_end = after, after, after
    return true
  end

  while count < most and position <= #s + 1 do
    if not replace(check(next_match(s, pattern, position, last_end, anchored))) or anchored then break end
  end
  if copied <= #s then
    n = n + 1
    out[n] = sub(s, copied)
  end
  return concat(out), count
end
