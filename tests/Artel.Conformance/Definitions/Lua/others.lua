-- The small definitions, each a method of one table. What each does is told in Definitions/README.md.

local ctx = require("ctx")
local security = require("security")

local others = {}

function others.ender(how, what)
  if how == "value" then return what end
  if how == "error" then return nil, errors.new(errors.CONFLICT, what) end
  if how == "final" then return nil, errors.new { kind = errors.CONFLICT, message = what, retryable = false } end
  error(what)
end

function others.arguments(first, second, third) return { first, second, third } end

function others.herald(destination) process.send(destination, "note", "before the end") end

function others.announcer(witness)
  process.send(witness, "note", process.pid())
  for event in process.events():each() do process.send(witness, "note", event.kind) end
end

function others.namesake(name) return process.registry.lookup(name) == process.pid() end

function others.context_reader(key) return (ctx.get(key)) end

function others.identity_reader()
  local ids = {}
  for i, policy in ipairs(security.scope():policies()) do ids[i] = policy:id() end
  return { actor = security.actor():id(), scope = table.concat(ids, " ") }
end

function others.self_sender(text)
  process.send(process.pid(), "note", text)
  return process.inbox():receive():payload()
end

function others.parent(key)
  local seen = process.exec("conf.lua:identity-reader", "conf:processes")
  seen.value = process.exec("conf.lua:context-reader", "conf:processes", key)
  return seen
end

function others.busybody(name)
  process.registry.register(name)
  local child = process.spawn_monitored("conf.lua:ender", "conf:processes", "value", 1)
  local exit = process.events():receive()
  local topic = process.listen("topic")
  process.send(name, "topic", "heard")
  return {
    pid = process.pid(),
    id = process.id(),
    owner = process.registry.lookup(name),
    exit = exit.from == child and exit.kind or nil,
    heard = topic:receive(),
  }
end

function others.stuck() channel.new():receive() end

return others
