-- expect: error RateLimited processor time reached; to allow more, raise CpuBudget
-- limits: cpu=00:00:00.100
-- A budget of processor time, in many slices.
return function()
  while true do end
end
