-- expect: value Invalid 50000
-- Keys and tables take longer than their bytes tell.
return function()
  local t = {}
  for i = 1, 1e5 do t["key" .. i] = i end
  local ok, err = process.send(process.pid(), "kept", t)
  assert(not ok and tostring(err):find("PayloadBytes", 1, true), tostring(err))
  for i = 50001, 100000 do t["key" .. i] = nil end
  assert(process.send(process.pid(), "kept", t))
  local n = 0
  for _ in pairs(process.listen("kept"):receive()) do n = n + 1 end
  return err:kind() .. " " .. n
end
