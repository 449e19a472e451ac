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

function others.stuck() channel.new():receive() end

return others
