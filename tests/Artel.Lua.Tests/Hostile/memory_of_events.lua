-- expect: error RateLimited memory limit of 1 MiB
-- limits: memory=1
-- Ends of others, without a result, that are never looked at.
return function()
  for i = 1, 1e6 do assert(process.spawn_monitored("test:echo-once", "test:processes", "x")) end
end
