-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Coroutines count as memory.
return function()
  local all = {}
  while true do
    local co = coroutine.create(function() coroutine.yield() end)
    coroutine.resume(co)
    all[#all + 1] = co
  end
end
