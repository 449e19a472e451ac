-- expect: value mine only
-- The metatable of strings is open, but it is this process's own, and the prelude does not use it.
return function()
  local own = getmetatable("")
  own.__index = function() return function() return "mine" end end
  own.__concat, own.__add, own.__call = nil, function() return "sum" end, function() return "called" end
  assert(("x"):upper() == "mine" and "a" + 1 == "sum" and ("f")() == "called")
  assert(process.send(process.pid(), "topic", { "payload" }))
  local message = process.inbox():receive()
  own.__index = nil
  return message:topic() == "topic" and process.exec("test:echo-once", "test:processes", "text") == "TEXT" and "mine only"
end
