-- expect: value refused
-- What a process can not do to itself.
return function()
  local me = process.pid()
  for _, act in ipairs { process.monitor, process.link } do if act(me) then return "taken" end end
  assert(not process.cancel(me, 0) and not process.cancel(me, -1) and not process.cancel(me, "never"))
  return "refused"
end
