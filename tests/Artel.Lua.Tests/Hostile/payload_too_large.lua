-- expect: value Invalid
-- limits: memory=256
-- One payload that takes too long to copy, by its bytes and by its values.
return function()
  local me, kind = process.pid(), nil
  local many, nothing = {}, {}
  for i = 1, (1 << 18) + 1 do many[i] = false end
  for _, big in ipairs { { ("x"):rep(8 << 20), ("y"):rep(8 << 20) }, many, { nothing, many }, { [many] = 1 } } do
    local ok, err = process.send(me, "kept", big)
    assert(not ok and tostring(err):find("PayloadBytes", 1, true), tostring(err))
    kind = err:kind()
  end
  assert(process.send(me, "kept", ("x"):rep((8 << 20) - 5), ("y"):rep((8 << 20) - 5)))
  return kind
end
