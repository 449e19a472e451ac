-- expect: value stopped
-- __index tables in a circle, and __newindex too.
return function()
  local a, b = {}, {}
  setmetatable(a, { __index = b, __newindex = b })
  setmetatable(b, { __index = a, __newindex = a })
  local read = pcall(function() return a.x end)
  local write = pcall(function() a.x = 1 end)
  return not read and not write and "stopped"
end
