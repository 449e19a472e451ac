-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Topics that are listened to: what the host keeps for each counts, some 650 bytes with the channel.
return function()
  for i = 1, 15000 do process.listen("topic" .. i) end
  return "15000 are listened to"
end
