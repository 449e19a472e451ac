-- expect: error RateLimited UninterruptibleTime
-- A comparison that does not return.
return function()
  table.sort({ 3, 2, 1 }, function() while true do end end)
end
