-- expect: error RateLimited UninterruptibleTime
-- A __lt in a sort.
return function()
  local metatable = { __lt = function() while true do end end }
  table.sort({ setmetatable({}, metatable), setmetatable({}, metatable) })
end
