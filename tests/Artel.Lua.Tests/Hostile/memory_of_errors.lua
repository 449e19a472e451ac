-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Errors.
return function()
  local t = {} while true do t[#t + 1] = errors.new("x" .. #t) end
end
