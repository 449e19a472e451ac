-- expect: error RateLimited memory limit
-- Results of others that are never looked at.
return function()
  for i = 1, 1e6 do
    process.spawn_monitored("test:large", "test:processes")
    process.exec("test:echo-once", "test:processes", "x")
  end
end
