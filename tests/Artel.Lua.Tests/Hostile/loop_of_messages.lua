-- expect: terminated
-- A process that keeps itself busy.
return function()
  local me, inbox = process.pid(), process.inbox()
  process.send(me, "again")
  for message in inbox:each() do process.send(me, "again") end
end
