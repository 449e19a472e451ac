-- expect: error Unknown C stack overflow
-- Coroutines in coroutines are bounded.
return function()
  local function nest() return coroutine.wrap(nest)() end
  nest()
end
