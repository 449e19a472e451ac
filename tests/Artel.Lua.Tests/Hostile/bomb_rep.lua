-- expect: error RateLimited memory limit
return function()
  local s = ("x"):rep(1 << 30)
end
