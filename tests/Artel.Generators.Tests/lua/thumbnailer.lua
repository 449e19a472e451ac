--- Makes small pictures.
---@process tests:thumbnailer
---@permission process.send
---@message resize { id: integer, url: string }
return { main = function() end }
