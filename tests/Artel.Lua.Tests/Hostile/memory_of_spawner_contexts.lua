-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Context values that wait in spawners.
return function()
  local t, big = {}, ("x"):rep(1 << 20)
  while true do t[#t + 1] = process.with_context({ big = big }) end
end
