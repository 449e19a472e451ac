-- expect: error RateLimited memory limit of 1 MiB
-- limits: memory=1
-- Timers that never fire.
return function()
  local time, t = require("time"), {} while true do t[#t + 1] = time.after("1h") end
end
