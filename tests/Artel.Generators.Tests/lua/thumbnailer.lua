--- Makes small pictures.
---@process tests:thumbnailer
return { main = function() end }
