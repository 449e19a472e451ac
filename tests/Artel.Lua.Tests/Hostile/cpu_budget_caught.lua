-- expect: error RateLimited raise CpuBudget
-- limits: cpu=00:00:00.100
-- And caught, in coroutines, between waits.
return function()
  local ch = channel.new(1)
  while true do
    pcall(coroutine.wrap(function() for i = 1, 1000 do pcall(string.rep, "x", 1000) end end))
    ch:send(1)
    ch:receive()
  end
end
