-- expect: error Unknown stack overflow
-- Calls.
return function()
  local function f() return 1 + f() end
  f()
end
