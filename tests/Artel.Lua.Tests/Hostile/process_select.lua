-- expect: value default
-- Selects with a million cases, with none, and with false ones.
return function()
  local ch, cases = channel.new(), { default = true }
  for i = 1, 1e6 do cases[i] = 0 end
  assert(not channel.select(cases))
  local many = {}
  for i = 1, 1001 do many[i] = ch:case_receive() end
  local _, err = channel.select(many, true)
  assert(err:kind() == errors.INVALID and tostring(err):find("1000 are allowed", 1, true))
  many[1001] = nil
  assert(channel.select(many, true).default)
  for _, wrong in ipairs { {}, { {} }, { { ch } }, { { ch, "x" } }, { { 1, "receive" } }, { ch } } do assert(not channel.select(wrong)) end
  assert(not pcall(channel.select) and not pcall(channel.select, 1) and not pcall(channel.new, -1) and not pcall(channel.new, 1 << 40) and not pcall(channel.new, 1.5))
  return channel.select({ ch:case_receive(), default = true }).default and "default"
end
