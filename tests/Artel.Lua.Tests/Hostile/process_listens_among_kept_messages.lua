-- expect: value 50000 kept
-- Each listen looks through all messages that are kept.
return function()
  for i = 1, 50000 do assert(process.send(process.pid(), "kept", i)) end
  for i = 1, 300 do process.unlisten(process.listen("none" .. i)) end
  local kept, n = process.listen("kept"), 0
  for i = 1, 50000 do if kept:receive() == i then n = n + 1 end end
  return n .. " kept"
end
