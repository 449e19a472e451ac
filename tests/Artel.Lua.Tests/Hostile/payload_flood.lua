-- expect: value RateLimited true 6 6
-- Large payloads that nobody receives, and again once they are received.
return function()
  local me, big = process.pid(), ("x"):rep(10 << 20)
  local function flood()
    for n = 0, 1e6 do
      local ok, err = process.send(me, "kept", big)
      if not ok then
        assert(tostring(err):find("UnreceivedBytes", 1, true), tostring(err))
        return err, n
      end
    end
  end
  local err, first = flood()
  local ch = process.listen("kept")
  for _ = 1, first do ch:receive() end
  local _, second = flood()
  return ("%s %s %d %d"):format(err:kind(), err:retryable(), first, second)
end
