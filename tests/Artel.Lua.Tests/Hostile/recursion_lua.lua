-- expect: error Unknown stack overflow
-- limits: memory=256
-- Calls.
return function()
  local function f() return 1 + f() end
  f()
end
