-- expect: error RateLimited memory limit of 1 MiB
-- limits: memory=1
-- Timers that nothing holds are armed all the same.
return function()
  local time = require("time")
  while true do time.after("1h") end
end
