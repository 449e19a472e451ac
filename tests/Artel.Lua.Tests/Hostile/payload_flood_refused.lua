-- expect: value 200
-- Sends that fail cost nothing afterwards.
return function()
  local big, failed = ("x"):rep(1 << 20), 0
  for _ = 1, 200 do
    local ok, err = process.send("nobody", "kept", big)
    if not ok and err:kind() == errors.NOT_FOUND then failed = failed + 1 end
  end
  assert(process.send(process.pid(), "kept", big))
  return failed
end
