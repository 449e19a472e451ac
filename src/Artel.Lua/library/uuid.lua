---@meta

---Universally unique identifiers: `require("uuid")`. One is a text of 36 characters, in lower case.
---@class uuid
---@field NIL "00000000-0000-0000-0000-000000000000"
local uuid = {}

---A random one.
---@return string
function uuid.v4() end

---One that begins with the time, in milliseconds: later ones sort after earlier ones.
---@return string
function uuid.v7() end

---Reads one, in either case, and gives it in lower case.
---@param text string
---@return string? uuid
---@return errors.Error? err INVALID
function uuid.parse(text) end

---Whether a value is a text that `uuid.parse` takes.
---@param value any
---@return boolean
function uuid.is_valid(value) end

return uuid
