-- expect: error RateLimited raise CpuBudget
-- limits: cpu=00:00:00.010
-- And where Lua can't yield.
return function()
  table.sort({ 2, 1 }, function() while true do end end)
end
