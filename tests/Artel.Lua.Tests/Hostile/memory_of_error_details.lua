-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Details are the host's objects, a thousand times what the script has of them.
return function()
  local t, blob = {}, ("x"):rep(100000)
  while true do t[#t + 1] = errors.new({ message = "m", details = { list = { { blob = blob } } } }) end
end
