-- expect: error RateLimited memory limit of 4 MiB
-- limits: memory=4
-- Spawners that spawn nothing.
return function()
  local t = {} while true do t[#t + 1] = process.with_context({ a = #t }) end
end
