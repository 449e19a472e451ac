-- expect: error RateLimited memory limit of 1 MiB
-- limits: memory=1
-- Tickers that nothing holds.
return function()
  local time = require("time")
  while true do time.ticker("1h") end
end
