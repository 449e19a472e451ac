-- expect: value never ran
-- __gc is looked up raw, also by the engine.
return function()
  local ran = "never ran"
  local metatable = setmetatable({}, { __index = function() return function() ran = "ran" end end })
  for i = 1, 1000 do setmetatable({}, metatable) end
  for i = 1, 200000 do local garbage = { i } end
  return ran
end
