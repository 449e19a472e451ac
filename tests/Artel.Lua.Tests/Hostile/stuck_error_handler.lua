-- expect: error RateLimited UninterruptibleTime
-- A handler that does not return.
return function()
  xpcall(error, function() while true do end end)
end
