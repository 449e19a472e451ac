-- expect: error RateLimited UninterruptibleTime
-- A __tostring that does not return.
return function()
  tostring(setmetatable({}, { __tostring = function() while true do end end }))
end
