-- expect: error RateLimited memory limit of 4 MiB
-- limits: memory=4
-- Values that only a channel holds.
return function()
  local ch = channel.new(1 << 30) while true do ch:send({}) end
end
