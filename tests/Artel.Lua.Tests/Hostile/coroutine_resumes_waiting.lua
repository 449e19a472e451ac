-- expect: value real
-- A coroutine that waits for the host is resumed by the host only.
return function()
  local ch = channel.new()
  local waiting
  coroutine.spawn(function()
    waiting = coroutine.running()
    local value = ch:receive()
    ch:send(value)
  end)
  local other = channel.new()
  local nested = coroutine.create(function() return other:receive() end)
  coroutine.spawn(function() coroutine.resume(nested) end)
  local turn = channel.new()
  coroutine.spawn(function() turn:send(1) end)
  turn:receive()
  if coroutine.resume(waiting, "forged") or coroutine.resume(nested, "forged") then return "forged" end
  if pcall(coroutine.close, waiting) or pcall(coroutine.close, nested) then return "closed" end
  ch:send("real")
  other:send("other")
  return ch:receive()
end
