-- expect: terminated
-- To find that nothing is left takes as long as the table was large.
return function()
  local t = {}
  for i = 1, 2e5 do t["k" .. i] = i end
  for k in pairs(t) do t[k] = nil end
  while true do next(t) end
end
