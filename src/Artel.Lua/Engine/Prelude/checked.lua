-- Host functions never raise: one that fails returns FAILURE and the error.
local FAILURE, error = ...

local function check(first, ...)
  if first == FAILURE then error((...), 2) end
  return first, ...
end

return function(host)
  return function(...) return check(host(...)) end
end
