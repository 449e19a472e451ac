-- expect: error RateLimited memory limit of 1 MiB
-- limits: memory=1
return function()
  local f = print while true do local g = f f = function() return g end end
end
