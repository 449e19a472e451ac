-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Each wrapping keeps the text of all before it once more.
return function()
  local e, text = errors.new("first"), ("x"):rep(1000)
  while true do e = errors.wrap(e, text) end
end
