-- expect: value 3
-- Topics are on the heap too.
return function()
  local me, topic, n = process.pid(), ("t"):rep(10 << 20), 0
  while process.send(me, topic) do n = n + 1 end
  return n
end
