-- expect: value 50000 received
-- limits: memory=256 cpu=00:01:00
-- Topics that are listened to at the same time: none of them is looked for among all, neither for a message nor for the oldest one.
return function()
  local channels, received = {}, 0
  for i = 1, 50000 do channels[i] = process.listen("topic" .. i) end
  for i = 1, #channels do process.send(process.pid(), "topic" .. i, i) end
  for i = 1, #channels do
    if channels[i]:receive() == i then received = received + 1 end
  end
  for i = 1, #channels do process.unlisten(channels[i]) end
  return received .. " received"
end
