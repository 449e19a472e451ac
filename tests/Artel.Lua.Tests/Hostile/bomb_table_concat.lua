-- expect: error RateLimited memory limit
-- One long string, many times.
return function()
  local t, s = {}, ("x"):rep(1e6)
  for i = 1, 1000 do t[i] = s end
  return table.concat(t)
end
