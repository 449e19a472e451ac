-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Host objects.
return function()
  local t = {} while true do t[#t + 1] = channel.new() end
end
