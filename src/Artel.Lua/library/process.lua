---@meta

---The operations of the process that runs this file. Unless it says otherwise, an operation that fails returns `nil` and an
---error; an argument of the wrong type raises.
---@class process
process = {}

---The kinds of events.
---@class process.event
---@field CANCEL "pid.cancel" Somebody asks this process to end.
---@field EXIT "pid.exit" A process that this one monitors has ended.
---@field LINK_DOWN "pid.link.down" A process that this one is linked to has failed; comes only with the option `trap_links`.
---@field OUTDATED "pid.outdated" The definition has changed; comes only with the option `upgradable`.
process.event = {}

---What `process.events()` delivers.
---@class process.Event
---@field kind "pid.cancel"|"pid.exit"|"pid.link.down"|"pid.outdated"
---@field from? string The pid that ended, or that cancelled.
---@field at string When, as RFC 3339, in UTC.
---@field result? { value: any, error: errors.Error? } For EXIT and LINK_DOWN.
---@field deadline? string For CANCEL: when the process will be terminated.

---@class process.Options
---@field trap_links boolean Whether the failure of a linked process is an event, and not the end of this one too.
---@field upgradable boolean Whether a change of the definition is an event.

---A message of the inbox.
---@class process.Message
local Message = {}

---The topic that it was sent on.
---@return string topic
function Message:topic() end

---Who sent it; nil when it came from outside of any process.
---@return string? pid
function Message:from() end

---What was sent: nil for nothing, the value for one, an array for several.
---@return any payload
function Message:payload() end

---Answers a request of `process.ask`.
---@param value any The answer; nil with an error for a failure.
---@param err? errors.Error|string
---@return boolean answered False when nobody waits for an answer, or it was given already.
---@return errors.Error? err INVALID: the value can't cross to another process.
function Message:reply(value, err) end

---Starts processes with more than an id. Each method gives a new spawner; none changes.
---@class process.Spawner
local Spawner = {}

---Adds context values, which win over those that are there.
---@param values table<string, any>
---@return process.Spawner? spawner
---@return errors.Error? err INVALID
function Spawner:with_context(values) end

---Has the process act for another actor than this one.
---@param actor security.Actor
---@return process.Spawner? spawner
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Spawner:with_actor(actor) end

---Has the process act within another scope than this one.
---@param scope security.Scope
---@return process.Spawner? spawner
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Spawner:with_scope(scope) end

---Gives the process a name before it runs. If the name is taken, nothing is started: the spawn gives the pid that has it.
---@param name string
---@return process.Spawner? spawner
---@return errors.Error? err INVALID
function Spawner:with_name(name) end

---Adds a message that the process gets before any other.
---@param topic string
---@param ... any
---@return process.Spawner? spawner
---@return errors.Error? err INVALID
function Spawner:with_message(topic, ...) end

---As `process.spawn`.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function Spawner:spawn(id, host, ...) end

---As `process.spawn_monitored`.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function Spawner:spawn_monitored(id, host, ...) end

---As `process.spawn_linked`.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function Spawner:spawn_linked(id, host, ...) end

---As `process.spawn_linked_monitored`.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function Spawner:spawn_linked_monitored(id, host, ...) end

---As `process.exec`. A name of `with_name` that is taken is ALREADY_EXISTS: there is nothing to wait for.
---@param id string
---@param host string
---@param ... any
---@return any result
---@return errors.Error? err
function Spawner:exec(id, host, ...) end

---The id of the definition that runs, `namespace:name`.
---@return string? id
---@return errors.Error? err INVALID while the file loads.
function process.id() end

---This process's pid.
---@return string? pid
---@return errors.Error? err INVALID while the file loads.
function process.pid() end

---Sends a message. Tables are copied; functions, channels and the like can't be sent.
---@param destination string A pid or a name.
---@param topic string Not empty, and not beginning with `@`.
---@param ... any The payload.
---@return true? sent
---@return errors.Error? err INVALID, NOT_FOUND, UNAVAILABLE, RATE_LIMITED
function process.send(destination, topic, ...) end

---Sends a request and waits for the answer, at most 5 seconds. Other coroutines go on meanwhile.
---@param destination string A pid or a name.
---@param topic string
---@param ... any The payload.
---@return any answer
---@return errors.Error? err What the other answered with, TIMEOUT, or as `process.send`.
function process.ask(destination, topic, ...) end

---Starts a process.
---@param id string The definition's id, `namespace:name`.
---@param host string The host's id.
---@param ... any The arguments of its main.
---@return string? pid
---@return errors.Error? err INVALID, NOT_FOUND, UNAVAILABLE, RATE_LIMITED, or why the definition does not load.
function process.spawn(id, host, ...) end

---Starts a process and monitors it: its end comes as an EXIT event.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function process.spawn_monitored(id, host, ...) end

---Starts a process and links it: if one of both fails, so does the other.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function process.spawn_linked(id, host, ...) end

---Starts a process, links and monitors it.
---@param id string
---@param host string
---@param ... any
---@return string? pid
---@return errors.Error? err
function process.spawn_linked_monitored(id, host, ...) end

---Starts a process and waits for its result. If this process ends, so does the other.
---@param id string
---@param host string
---@param ... any
---@return any result The first value that its main returned.
---@return errors.Error? err The error that it ended with, or as `process.spawn`.
function process.exec(id, host, ...) end

---The same as `process.exec`.
---@param id string
---@param host string
---@param ... any
---@return any result
---@return errors.Error? err
function process.call(id, host, ...) end

---Becomes another definition, or the same anew, with the same pid. Returns only if it fails.
---@param id? string The definition; the running one if it is nil.
---@param ... any The arguments of its main.
---@return nil
---@return errors.Error err
function process.upgrade(id, ...) end

---Ends a process at once.
---@param destination string
---@return true? requested
---@return errors.Error? err INVALID, NOT_FOUND
function process.terminate(destination) end

---Asks a process to end, by a CANCEL event. One that still runs at the deadline is terminated.
---@param destination string
---@param deadline? string|integer|time.Duration From now on: a duration, or a number of milliseconds.
---@return true? requested
---@return errors.Error? err INVALID, NOT_FOUND
function process.cancel(destination, deadline) end

---From now on the end of a process comes as an EXIT event.
---@param destination string
---@return true? monitored
---@return errors.Error? err INVALID, NOT_FOUND, ALREADY_EXISTS
function process.monitor(destination) end

---Takes a monitor back: no EXIT comes after this returns.
---@param destination string
---@return true? done
---@return errors.Error? err INVALID, NOT_FOUND
function process.unmonitor(destination) end

---Links this process with another: if one of both fails, so does the other.
---@param destination string
---@return true? linked
---@return errors.Error? err INVALID, NOT_FOUND
function process.link(destination) end

---Takes a link back, whoever made it.
---@param destination string
---@return true? done
---@return errors.Error? err INVALID, NOT_FOUND
function process.unlink(destination) end

---A new table of this process's options.
---@return process.Options? options
---@return errors.Error? err INVALID while the file loads.
function process.get_options() end

---Sets options; those that are not in the table stay.
---@param options { trap_links?: boolean, upgradable?: boolean }
---@return boolean done
---@return errors.Error? err INVALID: an unknown option, or one of the wrong type; nothing is set then.
function process.set_options(options) end

---The channel of messages that no topic's channel takes; the same object each time.
---@return channel.Channel<process.Message>? inbox
---@return errors.Error? err INVALID while the file loads.
function process.inbox() end

---The channel of events; the same object each time.
---@return channel.Channel<process.Event>? events
---@return errors.Error? err INVALID while the file loads.
function process.events() end

---The channel of one topic, whose messages no longer come to the inbox. It delivers payloads, or with `message = true` messages.
---@param topic string
---@param options? { message?: boolean }
---@return channel.Channel? channel
---@return errors.Error? err INVALID
function process.listen(topic, options) end

---Closes a topic's channel; later messages come to the inbox.
---@param ch channel.Channel
---@return boolean done
---@return errors.Error? err INVALID: the channel is none of `process.listen`.
function process.unlisten(ch) end

---A spawner whose processes get these context values beside those of this process.
---@param values table<string, any>
---@return process.Spawner? spawner
---@return errors.Error? err INVALID
function process.with_context(values) end

---The names of processes.
---@class process.registry
process.registry = {}

---Gives a process a name, which is free again when the process ends.
---@param name string
---@param pid? string This process if it is nil.
---@return true? registered
---@return errors.Error? err INVALID, NOT_FOUND, ALREADY_EXISTS
function process.registry.register(name, pid) end

---Who has a name.
---@param name string
---@return string? pid
---@return errors.Error? err INVALID, NOT_FOUND
function process.registry.lookup(name) end

---Frees a name.
---@param name string
---@return boolean? existed
---@return errors.Error? err INVALID
function process.registry.unregister(name) end
