-- expect: error RateLimited too large
return function()
  local s = ("x"):rep(1 << 30)
end
