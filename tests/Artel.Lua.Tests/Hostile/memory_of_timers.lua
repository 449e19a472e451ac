-- expect: error RateLimited memory limit of 4 MiB
-- limits: memory=4
-- Timers that never fire.
return function()
  local time, t = require("time"), {} while true do t[#t + 1] = time.after("1h") end
end
