-- expect: value kept
-- Topics of megabytes.
return function()
  local me = process.pid()
  for i = 1, 5 do assert(process.send(me, ("t"):rep(1e6) .. i, i)) end
  assert(not process.send(me, "") and not process.send(me, "@inbox"))
  local ch = process.listen(("t"):rep(1e6) .. 3)
  return ch:receive() == 3 and "kept"
end
