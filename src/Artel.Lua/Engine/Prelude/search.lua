-- A search that is long stops where it can go on, so that a script can be interrupted: the host then gives MORE, where to go on from, and
-- how many steps are left.
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

return function(s, pattern, init, plain) return check(s, pattern, plain, search(s, pattern, init, plain)) end
