-- A text of few captures is gone through without variable results, which take as long as a short search does.
local FAILURE, MORE, error, next_match, text = ...

local function check(first, ...)
  if first == FAILURE then error((...), 3) end
  return first, ...
end

return function(s, pattern, init)
  s = check(text(s, pattern, init))
  local position, last_end = init or 1, -1
  if position < 0 then position = #s + position + 1 end
  if position < 1 then position = 1 end
  local most, has_many = #s + 1, false

  local function found(first, after, ...)
    if first == MORE then return found(check(next_match(s, pattern, after, last_end, false, ...))) end
    if not first then
      position = most + 1
      return nil
    end
    position, last_end = after, after
    return ...
  end

  return function()
    if position > most then return nil end
    if has_many then return found(check(next_match(s, pattern, position, last_end))) end
    local first, after, a, b, c, d, e = next_match(s, pattern, position, last_end)
    if not first then
      position = most + 1
      return nil
    end
    if first == FAILURE then error(after, 2) end
    if first == MORE then return found(check(next_match(s, pattern, after, last_end, false, a))) end
    if e then
      has_many = true
      return found(check(next_match(s, pattern, position, last_end)))
    end
    position, last_end = after, after
    if not b then return a end
    if not c then return a, b end
    if not d then return a, b, c end
    return a, b, c, d
  end
end
