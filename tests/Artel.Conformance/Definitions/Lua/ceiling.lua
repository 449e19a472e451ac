---@process conf.lua:ceiling
---@permission process.send

return require("Definitions.Lua.probe")
