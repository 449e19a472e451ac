-- expect: error RateLimited memory limit of 8 MiB
-- limits: memory=8
-- Messages that are received and kept.
return function()
  local me, ch, t, big = process.pid(), process.listen("kept", { message = true }), {}, ("x"):rep(1 << 20)
  while true do
    assert(process.send(me, "kept", big))
    t[#t + 1] = ch:receive()
  end
end
