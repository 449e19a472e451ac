-- expect: value closed
-- Channels closed under their users.
return function()
  local ch = channel.new()
  local results = channel.new(10)
  for i = 1, 5 do coroutine.spawn(function() local v, ok = ch:receive() results:send(ok == false) end) end
  coroutine.spawn(function() ch:close() ch:close() for i = 1, 5 do assert(results:receive()) end results:close() end)
  results:receive()
  return not pcall(ch.send, ch, 1) and select(2, ch:receive()) == false and "closed"
end
