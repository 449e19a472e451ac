-- expect: error RateLimited memory limit
-- Doubling by gsub.
return function()
  local s = "xxxxxxxx" while true do s = s:gsub("x", s, 1) end
end
