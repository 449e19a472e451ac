-- expect: terminated
-- Each call copies them again.
return function()
  local t = {}
  for i = 1, 2e5 do t[i] = i end
  local function pass(...) return ... end
  while true do local n = select("#", pass(table.unpack(t))) end
end
