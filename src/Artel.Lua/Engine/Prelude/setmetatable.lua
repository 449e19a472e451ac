-- A __gc would run at any time, in the middle of host code too. Few scripts make weak tables: what makes them is made when it is needed.
local error, setmetatable, rawget, type, make_weak = ...
local weak, let_go

return function(t, metatable)
  if type(metatable) == "table" then
    if rawget(metatable, "__gc") ~= nil then error("__gc is not allowed", 2) end
    if rawget(metatable, "__mode") ~= nil then
      if not weak then weak, let_go = make_weak() end
      return weak(t, metatable)
    end
  end
  if let_go and (metatable == nil or type(metatable) == "table") then let_go(t) end
  return setmetatable(t, metatable)
end
