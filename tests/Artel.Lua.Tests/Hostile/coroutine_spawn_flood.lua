-- expect: error RateLimited memory limit of 4 MiB
-- limits: memory=4
-- Only the host allocates here.
return function()
  while true do coroutine.spawn(print) end
end
