-- expect: error RateLimited too large
-- Doubling.
return function()
  local s = "x" while true do s = s .. s end
end
