---@meta

---The context values that the process was spawned with: `require("ctx")`. They can't be changed; tables are copies.
---@class ctx
local ctx = {}

---One value.
---@param key string
---@return any value
---@return errors.Error? err INVALID: the key is empty. NOT_FOUND: there is no such value.
function ctx.get(key) end

---All values, in a new table.
---@return table<string, any>? values
---@return errors.Error? err INVALID while the file loads.
function ctx.all() end

return ctx
