-- Tries what needs a permission, and ends with what came of it. Its definitions differ in what they declare.

local security = require("security")

local function main(target)
  local can_send = security.can("process.send", target)
  local can_terminate = security.can("process.terminate", target)
  local sent, not_sent = process.send(target, "note", "probed")
  local ended, not_ended = process.terminate(target)
  return {
    can_send = can_send,
    send = sent and "ok" or not_sent:kind(),
    can_terminate = can_terminate,
    terminate = ended and "ok" or not_ended:kind(),
    message = not_ended and not_ended:message(),
  }
end

return { main = main }
