-- A search that is long stops where it can go on, so that a script can be interrupted: the host then gives MORE, where to go on from, and
-- how many steps are left. Variable results take as long as a short search does: only many captures are passed on by them.
local FAILURE, MORE, error, search = ...

local check

local function go_on(s, pattern, plain, position, steps)
  return check(s, pattern, plain, search(s, pattern, position, plain, steps))
end

function check(s, pattern, plain, first, ...)
  if first == FAILURE then error((...), 2) end
  if first == MORE then return go_on(s, pattern, plain, ...) end
  return first, ...
end

return function(s, pattern, init, plain)
  local a, b, c, d, e, f, g, h = search(s, pattern, init, plain)
  if not b then return a end
  if a == FAILURE then error(b, 2) end
  if a == MORE then return go_on(s, pattern, plain, b, c) end
  if not c then return a, b end
  if not d then return a, b, c end
  if not e then return a, b, c, d end
  if not f then return a, b, c, d, e end
  if not g then return a, b, c, d, e, f end
  if not h then return a, b, c, d, e, f, g end
  return check(s, pattern, plain, search(s, pattern, init, plain))
end
