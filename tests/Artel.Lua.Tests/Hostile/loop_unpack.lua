-- expect: terminated
-- Each call puts most of a million values on the stack.
return function()
  local t = {}
  for i = 1, 9e5 do t[i] = i end
  while true do local n = select("#", table.unpack(t)) end
end
