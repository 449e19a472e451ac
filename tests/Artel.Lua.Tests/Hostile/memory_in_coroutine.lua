-- expect: error RateLimited memory limit of 4 MiB
-- limits: memory=4
-- In a coroutine that the host runs.
return function()
  coroutine.spawn(function() local t = {} while true do t[#t + 1] = { #t } end end)
  process.inbox():receive()
end
