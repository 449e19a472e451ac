---@process conf.lua:open
---@permission *

return require("Definitions.Lua.probe")
