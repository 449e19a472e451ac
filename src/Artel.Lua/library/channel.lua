---@meta

---Channels between the coroutines of one process.
---@class channel
channel = {}

---A channel.
---@class channel.Channel<T>
local Channel = {}

---Waits for a value.
---@return any value
---@return boolean ok False when the channel is closed and empty.
function Channel:receive() end

---Waits until there is room or a receiver. Raises `send on closed channel`.
---@param value any
---@return true sent
function Channel:send(value) end

---Closes the channel: what it holds can still be received. A second time does nothing.
function Channel:close() end

---A case of `channel.select` that receives.
---@return channel.Case case
function Channel:case_receive() end

---A case of `channel.select` that sends.
---@param value any
---@return channel.Case case
function Channel:case_send(value) end

---Receives in a loop, which ends when the channel is closed and empty: `for value in ch:each() do`.
---@return fun(ch: channel.Channel): any
---@return channel.Channel
function Channel:each() end

---@class channel.Case

---@class channel.Selected
---@field channel? channel.Channel The very channel that the case was made of; nil for the default.
---@field value? any What was received.
---@field ok boolean False when the channel that won is closed and empty.
---@field default? true When no case was ready.

---A new channel.
---@param capacity? integer How many values it holds without a receiver; 0 if it is nil.
---@return channel.Channel
function channel.new(capacity) end

---Waits until one of the cases can be done, and does it.
---@param cases channel.Case[]|{ default?: boolean } With `default = true` it does not wait.
---@param default? boolean The same as the field.
---@return channel.Selected? selected
---@return errors.Error? err INVALID: a case is none, or there is no case and no default.
function channel.select(cases, default) end
