-- expect: value false
-- tostring in __tostring.
return function()
  local t
  t = setmetatable({}, { __tostring = function(self) return tostring(self) end })
  return tostring((pcall(tostring, t)))
end
