-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- The names of topics that are listened to are the host's to keep, also when the script has let go of them.
return function()
  for i = 1, 50 do process.listen(("t"):rep(1e6) .. i) end
  return "50 are listened to"
end
