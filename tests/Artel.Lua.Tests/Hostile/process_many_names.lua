-- expect: value 20000
-- Names.
return function()
  local n = 0
  for i = 1, 20000 do if process.registry.register("name" .. i) then n = n + 1 end end
  assert(process.registry.register(("n"):rep(1e6)) and not process.registry.register(""))
  return n
end
