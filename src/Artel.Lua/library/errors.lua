---@meta

---@alias errors.Kind "NotFound"|"AlreadyExists"|"Invalid"|"PermissionDenied"|"Unavailable"|"Internal"|"Canceled"|"Conflict"|"Timeout"|"RateLimited"|""

---Errors with a kind.
---@class errors
---@field NOT_FOUND "NotFound"
---@field ALREADY_EXISTS "AlreadyExists"
---@field INVALID "Invalid"
---@field PERMISSION_DENIED "PermissionDenied"
---@field UNAVAILABLE "Unavailable"
---@field INTERNAL "Internal"
---@field CANCELED "Canceled"
---@field CONFLICT "Conflict"
---@field TIMEOUT "Timeout"
---@field RATE_LIMITED "RateLimited"
---@field UNKNOWN ""
errors = {}

---An error. It also serves as its text: for `tostring`, `..` and the functions of `string` that take a text.
---@class errors.Error
---@operator concat(any): string
local Error = {}

---What kind it is of: one of the constants of `errors`.
---@return errors.Kind kind
function Error:kind() end

---What happened.
---@return string message
function Error:message() end

---Whether trying again may help; nil where nothing is known.
---@return boolean? retryable
function Error:retryable() end

---More about it.
---@return table<string, any>? details
function Error:details() end

---Where it was made.
---@return string? stack
function Error:stack() end

---A new error: of a text, of a kind and a text, or of a table.
---@param kind_or_message string|{ message: string, kind?: errors.Kind, retryable?: boolean, details?: table }
---@param message? string
---@return errors.Error
function errors.new(kind_or_message, message) end

---An error with a text in front of another one's; it keeps kind, retryable and details.
---@param err errors.Error|string
---@param text string
---@return errors.Error
function errors.wrap(err, text) end

---Whether a value is an error of this kind.
---@param value any
---@param kind errors.Kind
---@return boolean
function errors.is(value, kind) end

---Where an error was made; nil for what is no error object, which has no trace.
---@param err any Whatever `pcall` gave.
---@return string? stack
function errors.call_stack(err) end
