-- expect: terminated
-- Hundreds of coroutines at the same thousand channels, one of which is told each time.
return function()
  local channels, cases = {}, {}
  for i = 1, 1000 do
    channels[i] = channel.new()
    cases[i] = channels[i]:case_receive()
  end
  for i = 1, 300 do coroutine.spawn(function() while true do channel.select(cases) end end) end
  while true do
    for i = 1, 1000 do channels[i]:send(i) end
  end
end
