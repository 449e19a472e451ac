-- expect: value got it
-- The prelude has captured what it uses.
return function()
  local process, self = process, process.pid()
  for _, name in ipairs { "error", "pcall", "type", "select", "tostring", "setmetatable", "rawget", "next" } do _G[name] = nil end
  for name in pairs(coroutine) do coroutine[name] = false end
  for name in pairs(string) do string[name] = false end
  table.concat, table.unpack, table.sort = nil, nil, nil
  process.send(self, "topic", "got it")
  return process.inbox():receive():payload()
end
