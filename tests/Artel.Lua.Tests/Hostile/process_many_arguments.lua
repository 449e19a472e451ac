-- expect: value NotFound
-- Two hundred thousand arguments.
return function()
  local t = {}
  for i = 1, 200000 do t[i] = i end
  local pid, err = process.spawn("test:nowhere", "test:processes", table.unpack(t))
  local ok = process.send(process.pid(), "many", table.unpack(t))
  return ok and #process.inbox():receive():payload() == 200000 and err:kind()
end
