-- expect: value own methods
-- Changing the methods of host objects changes them for this process only, and not for the host.
return function()
  local ch = channel.new(1)
  local stolen = pcall(function() ch.receive = nil end)
  ch:send(1)
  return not stolen and ch:receive() == 1 and "own methods"
end
