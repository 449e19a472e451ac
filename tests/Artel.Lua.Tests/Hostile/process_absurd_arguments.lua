-- expect: value all refused
-- Every operation with every kind of value.
return function()
  local values = { {}, print, true, 0 / 0, -1, 1 << 62, "", "\0", "{", "{|}", "{a@b|c}", "{local@test:processes|999999}", ("x"):rep(1e6), errors.new("x"), channel.new() }
  for name, act in pairs(process) do
    if type(act) == "function" and name ~= "upgrade" and name ~= "exec" and name ~= "ask" then
      pcall(act)
      for _, v in ipairs(values) do
        pcall(act, v)
        pcall(act, v, v)
        pcall(act, v, v, v)
      end
    end
  end
  for _, v in ipairs(values) do
    assert(not (pcall(process.upgrade, v) and false))
    pcall(process.exec, v, v)
  end
  return "all refused"
end
