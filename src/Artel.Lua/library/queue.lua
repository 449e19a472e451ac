---@meta

---Queues: `require("queue")`. A message is handled at least once, or ends among the dead letters of its queue.
---@class queue
local queue = {}

---A message while it is handled. It is settled once: by `ack`, `nack` or `reject`, else by the handler's end.
---@class queue.Message
local QueueMessage = {}

---Its id, the same at each attempt: by it a handler can tell what it has done before.
---@return string id
function QueueMessage:id() end

---The number of this attempt, from 1.
---@return integer attempt
function QueueMessage:attempt() end

---One of its headers; nil where there is none.
---@param name string
---@return string? value
function QueueMessage:header(name) end

---All its headers, in a new table: what the publisher wrote, and why the last attempt failed (`artel-error`).
---@return table<string, string> headers
function QueueMessage:headers() end

---Acknowledges it before the handler returns: it does not come again, whatever happens from now on.
---@return true? done
---@return errors.Error? err INVALID: it is settled. UNAVAILABLE: the store can't be reached; the message comes again.
function QueueMessage:ack() end

---Has it come again, or go to the dead letters if that was its last attempt, whatever the handler returns.
---@return true? done
---@return errors.Error? err INVALID: it is settled. UNAVAILABLE: the store can't be reached; the message comes again.
function QueueMessage:nack() end

---Moves it to the dead letters now, whatever attempt it is and whatever the handler returns: no other attempt would do better.
---@param reason? string|errors.Error Why; a header of the dead letter (`artel-error`).
---@return true? done
---@return errors.Error? err INVALID: it is settled. UNAVAILABLE: the store can't be reached; the message comes again.
function QueueMessage:reject(reason) end

---@class queue.Options
---@field priority? integer From 0 to 255, up to the queue's highest: higher goes first.
---@field delay? number|string|time.Duration How long it waits before it is due.

---Puts a message into a queue; returns when the queue's store has it for good. Needs `queue.publish` on the empty text, and `queue.publish.queue`
---on the queue.
---@param queue string The queue's id.
---@param data any What the handler gets; not nil and no empty text.
---@param headers? table<string, string|number> What goes with it; names do not start with `artel-`.
---@param options? queue.Options
---@return true? done
---@return errors.Error? err INVALID, PERMISSION_DENIED, NOT_FOUND, RATE_LIMITED: the queue is full. UNAVAILABLE: its store can't be reached.
function queue.publish(queue, data, headers, options) end

---The message that this process handles, or that the one handles that called it by exec.
---@return queue.Message? message
---@return errors.Error? err INVALID: no message is being handled.
function queue.message() end

---@class queue.Info
---@field message_count integer All messages: ready, delayed and in flight.
---@field consumer_count integer How many consumers take from it.
---@field ready integer Those that are due and not taken.

---What a queue holds now.
---@param queue string The queue's id.
---@return queue.Info? info
---@return errors.Error? err INVALID, NOT_FOUND, UNAVAILABLE
function queue.info(queue) end

return queue
