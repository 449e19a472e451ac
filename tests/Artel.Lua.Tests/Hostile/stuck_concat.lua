-- expect: error RateLimited UninterruptibleTime
-- A __index that does not return, in table.concat.
return function()
  table.concat(setmetatable({}, { __index = function() while true do end end }), "", 1, 2)
end
