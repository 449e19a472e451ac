-- expect: value __gc is not allowed
-- A finalizer would run at any time.
return function()
  return select(2, pcall(setmetatable, {}, { __gc = function() while true do end end }))
end
