-- expect: value never ran
-- Lua marks an object for finalizing when it gets its metatable, not later.
return function()
  local ran = "never ran"
  local metatable = {}
  do local object = setmetatable({}, metatable) end
  metatable.__gc = function() ran = "ran" end
  for i = 1, 200000 do local garbage = { i } end
  return ran
end
