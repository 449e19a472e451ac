-- A __gc would run at any time, in the middle of host code too.
local error, setmetatable, rawget, type = ...
return function(t, metatable)
  if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then error("__gc is not allowed", 2) end
  return setmetatable(t, metatable)
end
