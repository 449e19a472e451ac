-- expect: value given back
-- Results, answers and events that are looked at, or not wanted any more, are not the process's memory for ever.
-- limits: memory=40
return function()
  local events = process.events()
  for i = 1, 10 do
    local large = assert(process.exec("test:large", "test:processes"))
    local child = assert(process.spawn_monitored("test:large", "test:processes"))
    assert(events:receive().result.value == large)
    large = nil
    child = assert(process.spawn_monitored("test:large", "test:processes"))
    while process.send(child, "are you there") do process.exec("test:echo-once", "test:processes", "x") end
    assert(process.unmonitor(child))
    assert(#assert(process.ask("answers", "large")) == 10 << 20)
  end
  return "given back"
end
