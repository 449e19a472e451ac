-- expect: value 200000
-- Messages that wait.
return function()
  local me, n = process.pid(), 0
  for i = 1, 200000 do process.send(me, "kept", i) end
  local ch = process.listen("kept")
  for i = 1, 200000 do if ch:receive() == i then n = n + 1 end end
  return n
end
