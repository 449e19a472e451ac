-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Calls, where memory ends first.
return function()
  local function f() return 1 + f() end
  f()
end
