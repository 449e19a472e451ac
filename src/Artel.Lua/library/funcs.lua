---@meta

---Functions: definitions that are called by their ids. Each call runs in a process of its own, with a pid of its own.
---@class funcs
local funcs = {}

---How functions are called. Each `with_*` gives a new one.
---@class funcs.Executor
local Executor = {}

---A function that was called and not waited for.
---@class funcs.Future
local Future = {}

---The value in the response of a future.
---@class funcs.Payload
local Payload = {}

---@class funcs.Retry
---@field max_attempts? integer How many attempts there are, the first one included; 3 unless set.
---@field initial_delay? time.AnyDuration The time before the second attempt; 100 ms unless set.
---@field max_delay? time.AnyDuration The longest time between two attempts; 10 s unless set.
---@field backoff_factor? number What the time is multiplied by with each further attempt; 2 unless set.
---@field jitter? number The part of a time that is left to chance, from 0 to 1; 0.1 unless set.
---@field retry_kinds? errors.Kind[] The kinds of errors that are tried again; all errors that are retryable unless set.
---@field skip_kinds? errors.Kind[] The kinds of errors that are never tried again.

---@class funcs.Options
---@field timeout? time.AnyDuration How long the call may take, with all its attempts.
---@field retry? funcs.Retry

---Calls a function and waits for its value.
---@param id string The function's id, `namespace:name`, or that of a process definition.
---@param ... any Its arguments.
---@return any value
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE, RATE_LIMITED, or the function's own error.
function funcs.call(id, ...) end

---Calls a function and goes on at once.
---@param id string The function's id, `namespace:name`, or that of a process definition.
---@param ... any Its arguments.
---@return funcs.Future? future
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND; all else is the future's error.
function funcs.async(id, ...) end

---An executor, with which functions are called with a context, an identity and options.
---@return funcs.Executor
function funcs.new() end

---Adds context values, which win over those that are there.
---@param values table<string, any>
---@return funcs.Executor? executor
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Executor:with_context(values) end

---Has the functions act for another actor than this process.
---@param actor security.Actor
---@return funcs.Executor? executor
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Executor:with_actor(actor) end

---Has the functions act within another scope than this process.
---@param scope security.Scope
---@return funcs.Executor? executor
---@return errors.Error? err INVALID, PERMISSION_DENIED
function Executor:with_scope(scope) end

---Adds options, which win over those that are there.
---@param options funcs.Options
---@return funcs.Executor? executor
---@return errors.Error? err INVALID: an option is unknown, or its value is wrong.
function Executor:with_options(options) end

---As `funcs.call`.
---@param id string
---@param ... any
---@return any value
---@return errors.Error? err As `funcs.call`; TIMEOUT.
function Executor:call(id, ...) end

---As `funcs.async`.
---@param id string
---@param ... any
---@return funcs.Future? future
---@return errors.Error? err
function Executor:async(id, ...) end

---A channel that gets the outcome, a payload or an error, and is closed then. The same channel on each call.
---@return channel.Channel<funcs.Payload|errors.Error>
function Future:response() end

---The same as `response`.
---@return channel.Channel<funcs.Payload|errors.Error>
function Future:channel() end

---Whether there is an outcome.
---@return boolean
function Future:is_complete() end

---Whether `cancel` came before an outcome.
---@return boolean
function Future:is_canceled() end

---The function's value; nil while there is no outcome.
---@return any value
---@return errors.Error? err Why it failed.
function Future:result() end

---Why it failed; nil if it did not, or has no outcome yet.
---@return errors.Error?
function Future:error() end

---Gives the call up: the function is asked to end, and terminated if it does not. True if there was no outcome yet.
---@return boolean canceled
function Future:cancel() end

---The value; a new copy each time.
---@return any value
---@return errors.Error? err INVALID: it is a value of C# that can't cross.
function Payload:data() end

return funcs
