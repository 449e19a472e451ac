-- expect: value long
-- A __name of a megabyte, a __tostring that gives no text.
return function()
  local text = tostring(setmetatable({}, { __name = ("x"):rep(1e6) }))
  return #text > 1e6 and not pcall(tostring, setmetatable({}, { __tostring = function() return {} end })) and "long"
end
