-- Variable results take as long as a short search does, and each variable that the iterator keeps is an object of its own: a match of few
-- captures is passed on without the one, and there are no more of the other than it needs.
local FAILURE, MORE, error, next_match, text, unpack = ...

return function(s, pattern, init)
  local checked, problem = text(s, pattern, init)
  if checked == FAILURE then error(problem, 2) end
  s = checked
  local position, last_end = init or 1, -1
  if position < 0 then position = #s + position + 1 end
  if position < 1 then position = 1 end

  return function()
    if position > #s + 1 then return nil end
    local first, after, a, b, c, d, e = next_match(s, pattern, position, last_end)
    while first == MORE do first, after, a, b, c, d, e = next_match(s, pattern, after, last_end, false, a) end
    if not first then
      position = #s + 2
      return nil
    end
    if first == FAILURE then error(after, 2) end
    if e then
      -- More than that may be captured: it is found again, where it is known to begin.
      local found = { next_match(s, pattern, first, last_end) }
      if found[1] == FAILURE then error(found[2], 2) end
      position, last_end = after, after
      return unpack(found, 3)
    end
    position, last_end = after, after
    if not b then return a end
    if not c then return a, b end
    if not d then return a, b, c end
    return a, b, c, d
  end
end
