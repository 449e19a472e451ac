-- The puppet in Lua: does the operation of `process` that it is told, and answers with what came of it. What each operation does is told
-- in Definitions/README.md.

local ctx = require("ctx")
local funcs = require("funcs")
local queue = require("queue")
local security = require("security")
local time = require("time")
local told = require("Definitions.Lua.told")

local channels = {} -- by handle
local handles = {} -- by channel
local messages = {} -- the channels that give messages and not payloads
local spawners = {}

---Like `process`, an operation gives its value, or nil (false) and an error.
---@type table<string, fun(...): any, any>
local operations = {}

for _, name in ipairs { "id", "pid", "send", "spawn", "spawn_monitored", "spawn_linked", "spawn_linked_monitored", "exec", "call", "ask", "upgrade",
  "terminate", "cancel", "monitor", "unmonitor", "link", "unlink" } do
  operations[name] = process[name]
end

for _, name in ipairs { "register", "lookup", "unregister" } do
  operations[name] = process.registry[name]
end

operations["queue.publish"] = queue.publish

-- A send waits for room by itself, where the receiver's host has senders wait.
operations.send_waiting = process.send

function operations.context(key)
  local value, err = ctx.get(key)
  if errors.is(err, errors.NOT_FOUND) then return nil end
  return value, err
end

function operations.trap_links() return process.get_options().trap_links end

function operations.set_trap_links(on) return process.set_options { trap_links = on } end

---The name of a channel among the puppet's; another channel under the same name gets a number.
local function handle_of(name, channel, err)
  if not channel then return nil, err end
  if not handles[channel] then
    local handle, number = name, 0
    while channels[handle] do
      number = number + 1
      handle = name .. " #" .. number
    end
    handles[channel], channels[handle] = handle, channel
  end
  return handles[channel]
end

local function value_of(channel, value)
  if channel == process.events() then return told.event(value) end
  if messages[channel] then return told.message(value) end
  return value
end

local function received(channel, value, ok)
  if ok then value = value_of(channel, value) end
  return { channel = handles[channel], ok = ok, value = value }
end

function operations.inbox()
  messages[process.inbox()] = true
  return handle_of("inbox", process.inbox())
end

function operations.events() return handle_of("events", process.events()) end

function operations.listen(topic) return handle_of(topic, process.listen(topic)) end

function operations.listen_messages(topic)
  local channel, err = process.listen(topic, { message = true })
  if channel then messages[channel] = true end
  return handle_of(topic, channel, err)
end

function operations.unlisten(handle) return process.unlisten(channels[handle]) end

operations["channel.receive"] = function(handle) return received(channels[handle], channels[handle]:receive()) end

operations["inbox.receive"] = function() return told.message(process.inbox():receive()) end

function operations.select(...)
  local cases = {}
  for i, handle in ipairs { ... } do cases[i] = channels[handle]:case_receive() end
  local done = channel.select(cases)
  return received(done.channel, done.value, done.ok)
end

function operations.take() return told.message(process.inbox():receive()) end

function operations.event() return told.event((process.events():receive())) end

---What a channel has now; nil if it has nothing.
local function try(from)
  local done = channel.select({ from:case_receive() }, true)
  return not done.default and done.value or nil
end

operations["take.try"] = function()
  local note = try(process.inbox())
  return note and told.message(note)
end

operations["event.try"] = function()
  local happened = try(process.events())
  return happened and told.event(happened)
end

local function keep(spawner, err)
  if not spawner then return nil, err end
  spawners[#spawners + 1] = spawner
  return #spawners
end

function operations.with_context(values) return keep(process.with_context(values)) end

for _, name in ipairs { "with_context", "with_name", "with_message" } do
  operations["spawner." .. name] = function(number, ...) return keep(spawners[number][name](spawners[number], ...)) end
end

for _, name in ipairs { "spawn", "spawn_monitored", "spawn_linked", "spawn_linked_monitored", "exec" } do
  operations["spawner." .. name] = function(number, ...) return spawners[number][name](spawners[number], ...) end
end

local held = {} -- actors, policies and scopes

local function hold(object, err)
  if not object then return nil, err end
  held[#held + 1] = object
  return #held
end

function operations.actor()
  local actor = security.actor()
  return actor and { id = actor:id(), meta = actor:meta() }
end

---The ids of the policies of a scope, in order.
local function ids_of(scope)
  if not scope then return nil end
  local ids = {}
  for i, policy in ipairs(scope:policies()) do ids[i] = policy:id() end
  table.sort(ids)
  return ids
end

function operations.scope() return ids_of(security.scope()) end

operations["scope.policies"] = function(number) return ids_of(held[number]) end

operations.can = security.can

for _, name in ipairs { "new_actor", "new_scope", "policy", "named_scope" } do
  operations["security." .. name] = function(...) return hold(security[name](...)) end
end

for _, name in ipairs { "with", "without" } do
  operations["scope." .. name] = function(number, id) return hold(held[number][name](held[number], id)) end
end

function operations.evaluate(number, actor, ...) return held[number]:evaluate(actor and held[actor], ...) end

for _, name in ipairs { "with_actor", "with_scope" } do
  operations["spawner." .. name] = function(number, object) return keep(spawners[number][name](spawners[number], held[object])) end
end

operations["until"] = function(name)
  while not process.registry.lookup(name) do end
  return true
end

function operations.after(milliseconds)
  local _, ok = time.after(milliseconds * time.MILLISECOND):receive()
  return ok
end

---Tells its witness when it is closed.
local function sentinel(witness)
  return setmetatable({}, { __close = function() process.send(witness, "note", "finally") end })
end

function operations.guard(witness)
  coroutine.spawn(function()
    pcall(function()
      local guarded <close> = sentinel(witness)
      channel.new():receive()
    end)
    process.send(witness, "note", "finally")
  end)
  return true
end

function operations.background(witness, milliseconds)
  -- The time runs from now on, and not from when the coroutine has its turn.
  local over = time.after(milliseconds * time.MILLISECOND)
  coroutine.spawn(function()
    over:receive()
    process.send(witness, "note", "background")
  end)
  return true
end

function operations.spin()
  coroutine.spawn(function()
    while true do end
  end)
  return true
end

function operations.crash_in_coroutine(text)
  coroutine.spawn(function() error(text) end)
  return true
end

function operations.send_and_change(destination)
  local list = { "before" }
  local ok, err = process.send(destination, "mirror", list)
  list[1] = "after"
  return ok, err
end

function operations.send_shared(destination)
  local shared = { 1 }
  return process.send(destination, "describe", { shared, shared })
end

function operations.send_cyclic(destination)
  local cyclic = {}
  cyclic[1] = cyclic
  return process.send(destination, "describe", cyclic)
end

-- A function can't be copied: the scenario is about that.
---@diagnostic disable-next-line: ART0005
function operations.send_uncopyable(destination) return process.send(destination, "describe", { handler = function() end }) end

function operations.send_error(destination, topic, kind, text)
  return process.send(destination, topic, errors.new { message = text, kind = kind, retryable = true, details = { part = "left" } })
end

operations["funcs.call"] = funcs.call

operations["funcs.async"] = function(...) return hold(funcs.async(...)) end

operations["funcs.new"] = function() return hold(funcs.new()) end

operations["executor.with_context"] = function(number, values) return hold(held[number]:with_context(values)) end

for _, name in ipairs { "with_actor", "with_scope" } do
  operations["executor." .. name] = function(number, object) return hold(held[number][name](held[number], held[object])) end
end

operations["executor.with_timeout"] = function(number, milliseconds)
  return hold(held[number]:with_options { timeout = milliseconds * time.MILLISECOND })
end

operations["executor.call"] = function(number, ...) return held[number]:call(...) end

operations["executor.async"] = function(number, ...) return hold(held[number]:async(...)) end

operations["future.response"] = function(number)
  local response = held[number]:response()
  local got = response:receive()
  local _, more = response:receive()
  if held[number]:error() then return nil, got end
  return { value = got:data(), closed = not more }
end

operations["future.cancel"] = function(number) return held[number]:cancel() end

operations["future.state"] = function(number)
  local future = held[number]
  local err = future:error()
  return { complete = future:is_complete(), canceled = future:is_canceled(), result = (future:result()), error = err and err:kind() }
end

---Does a command: `{name, count, ...}`.
local function run(command)
  local operation = operations[command[1]] or error("a Lua puppet has no operation '" .. command[1] .. "'")
  return told.outcome(operation(table.unpack(command, 3, 2 + command[2])))
end

function operations.batch(...)
  local outcomes = {}
  for i, command in ipairs { ... } do outcomes[i] = run(command) end
  return outcomes
end

---The commands after which the puppet is no more.
local endings = {}

endings["exit"] = function() end

endings["return"] = function(value) return value end

function endings.fail(kind, text) error(errors.new(kind, text)) end

function endings.crash(text) error(text) end

local function main()
  for request in process.listen("conf.do", { message = true }):each() do
    local command = request:payload()
    local ending = endings[command[1]]
    if ending then
      request:reply { ended = true }
      return ending(table.unpack(command, 3, 2 + command[2]))
    end

    -- In a coroutine of its own, which runs before the next command as far as it does not wait.
    local started = channel.new(1)
    coroutine.spawn(function()
      started:send(true)
      request:reply(run(command))
    end)
    started:receive()
  end
end

return { main = main }
