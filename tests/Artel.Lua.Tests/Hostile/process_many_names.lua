-- expect: value 1000
-- Names.
return function()
  local n = 0
  for i = 1, 1100 do if process.registry.register("name" .. i) then n = n + 1 end end
  local _, err = process.registry.register("one more")
  assert(err:kind() == errors.RATE_LIMITED and tostring(err):find("MaxNamesPerProcess", 1, true))
  assert(process.registry.register("name1"))
  assert(process.registry.unregister("name1") and process.registry.register(("n"):rep(1000)))
  assert(not process.registry.register(("n"):rep(1001)) and not process.registry.register(""))
  return n
end
