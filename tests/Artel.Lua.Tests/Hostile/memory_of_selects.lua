-- expect: error RateLimited memory limit
-- Coroutines without end, each of which waits at the same thousand channels.
return function()
  local cases = {}
  for i = 1, 1000 do cases[i] = channel.new():case_receive() end
  for i = 1, 1e6 do coroutine.spawn(function() channel.select(cases) end) end
  process.inbox():receive()
end
