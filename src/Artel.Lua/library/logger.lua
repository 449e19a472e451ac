---@meta

---The application's log: `require("logger")`, category `Artel.Lua`. Each entry has the process's pid and definition. Control characters
---are escaped; a message is cut off after 8 KiB, the value of a field after 1 KiB, the fields after 64. Functions may be called with a
---dot or a colon. Nothing is logged while the file loads.
---@class logger
local logger = {}

---A logger with fields of its own; its functions are called with a colon.
---@class logger.Logger
local Logger = {}

---@param message string
---@param fields? table<string, any>
function Logger:debug(message, fields) end

---@param message string
---@param fields? table<string, any>
function Logger:info(message, fields) end

---@param message string
---@param fields? table<string, any>
function Logger:warn(message, fields) end

---@param message string
---@param fields? table<string, any>
function Logger:error(message, fields) end

---A logger with more fields, which win over those that are there.
---@param fields table<string, any>
---@return logger.Logger
function Logger:with(fields) end

---@param message string
---@param fields? table<string, any>
function logger.debug(message, fields) end

---@param message string
---@param fields? table<string, any>
function logger.info(message, fields) end

---@param message string
---@param fields? table<string, any>
function logger.warn(message, fields) end

---@param message string
---@param fields? table<string, any>
function logger.error(message, fields) end

---A logger that adds these fields to all that it logs.
---@param fields table<string, any>
---@return logger.Logger
function logger.with(fields) end

return logger
