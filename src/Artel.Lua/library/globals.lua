---@meta

---Starts a coroutine that runs beside the others of the process. An error in it ends the process.
---@param f function
---@param ... any Its arguments.
function coroutine.spawn(f, ...) end

---Writes a line to the application's log, with the process's pid and definition. Nothing while the file loads.
---@param ... any
function print(...) end

---Loads a module: `ctx`, `funcs`, `json`, `logger`, `queue`, `security`, `time`, `uuid`, or one of the application's Lua files by its path
---with dots, as in `rules.common`. Raises NOT_FOUND for anything else, and for modules that need each other. One that fails is tried again next time.
---@param name string
---@return any
function require(name) end

---What the process's memory limit counts, in units of 1024 bytes (`count`), or a collection (`collect`), or a part of one (`step`,
---true when a cycle ended). How the collector works can't be set.
---@param option? "collect"|"count"|"step"|"isrunning"
---@return any
function collectgarbage(option) end

---As in Lua, but for what collecting could not be interrupted in: `__gc` raises an error, and so does `__mode = "k"`; `"v"` and `"kv"` make a
---table weak. A weak table does what its metatable says at this call, also if that is changed later.
---@param table table
---@param metatable? table
---@return table
function setmetatable(table, metatable) end
