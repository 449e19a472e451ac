-- expect: error RateLimited memory limit
-- Doubling.
return function()
  local s = "x" while true do s = s .. s end
end
