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

  local function found(first, after, ...)
    if first == MORE then return found(check(next_match(s, pattern, after, last_end, false, ...))) end
    if not first then
      position = #s + 2
      return nil
    end
    position, last_end = after, after
    return ...
  end

  return function()
    if position > #s + 1 then return nil end
    return found(check(next_match(s, pattern, position, last_end)))
  end
end
