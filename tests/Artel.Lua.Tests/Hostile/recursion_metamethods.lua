-- expect: value stopped 5
-- Every metamethod that calls itself.
return function()
  local metatable, n = {}, 0
  metatable.__index = function(t, k) return t[k .. "x"] end
  metatable.__add = function(a, b) return a + b end
  metatable.__call = function(self, ...) return 1 + self(...) end
  metatable.__concat = function(a, b) return a .. b end
  metatable.__eq = function(a, b) return not (a == b) end
  local a, b = setmetatable({}, metatable), setmetatable({}, metatable)
  for _, act in ipairs { function() return a.x end, function() return a + b end, function() return a() end, function() return a .. b end, function() return a == b end } do
    if not pcall(act) then n = n + 1 end
  end
  return "stopped " .. n
end
