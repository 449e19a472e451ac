-- How a Lua puppet tells of messages, events, errors and outcomes: as tables of plain values.

local told = {}

local function failure(err)
  if not err then return nil end
  local details = err:details() or {}
  return {
    kind = err:kind(),
    message = err:message(),
    retryable = err:retryable(),
    action = details.action,
    resource = details.resource,
  }
end

function told.outcome(value, err)
  if err then return { error = failure(err) } end
  return { value = value, done = true }
end

function told.message(message) return { topic = message:topic(), from = message:from(), payload = message:payload() } end

function told.event(event)
  local result = event.result or {}
  return {
    kind = event.kind,
    from = event.from,
    at = event.at,
    value = result.value,
    error = failure(result.error),
    deadline = event.deadline,
  }
end

return told
