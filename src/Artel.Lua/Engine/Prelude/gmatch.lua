-- The host finds some matches in advance, as its call takes longer than most searches; what is long or goes wrong it leaves to be asked for
-- match by match. Each variable that an iterator keeps is an object of its own: there are no more of them than it needs.
local FAILURE, MORE, error, next_match, text, matches, unpack = ...

-- Variable results take as long as a short search does: a match of few captures is passed on without.
local function one_by_one(s, pattern, position, last_end)
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

-- Where to go on, how many captures a match has, and those of some matches; or the rest of them one by one.
local function find_more(s, pattern, after)
  local found = { matches(s, pattern, after, after) }
  if found[1] == FAILURE then error(found[2], 3) end
  if not found[1] then found.rest = one_by_one(s, pattern, after, after) end
  return found
end

return function(s, pattern, init)
  local found, i = { matches(s, pattern, init) }, 2
  if not found[1] then
    local checked, problem = text(s, pattern, init)
    if checked == FAILURE then error(problem, 2) end
    local position = init or 1
    if position < 0 then position = #checked + position + 1 end
    if position < 1 then position = 1 end
    return one_by_one(checked, pattern, position, -1)
  end
  if found[1] == FAILURE then error(found[2], 2) end

  if found[2] == 1 then
    return function()
      i = i + 1
      local value = found[i]
      if value then return value end
      if not found.rest then
        if found[1] > #s + 1 then
          i = i - 1
          return nil
        end
        found, i = find_more(s, pattern, found[1]), 3
        if not found.rest then return found[3] end
      end
      return found.rest()
    end
  end

  i = 1
  return function()
    i = i + 2
    local value = found[i]
    if value then return value, found[i + 1] end
    if not found.rest then
      if found[1] > #s + 1 then
        i = i - 2
        return nil
      end
      found, i = find_more(s, pattern, found[1]), 3
      if not found.rest then return found[3], found[4] end
    end
    return found.rest()
  end
end
