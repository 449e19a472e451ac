-- expect: error RateLimited memory limit of 128 KiB
-- limits: memory=0.125
return function()
  local t = {} while true do t[#t + 1] = {} end
end
