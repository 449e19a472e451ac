-- expect: value sorted
-- Three hundred thousand numbers, sorted by Lua code that can be interrupted.
return function()
  local t = {}
  for i = 1, 300000 do t[i] = math.random() end
  table.sort(t)
  for i = 2, #t do if t[i] < t[i - 1] then return "not sorted" end end
  for i = 1, #t do t[i] = math.random(0) end
  table.sort(t, math.ult)
  for i = 2, #t do if math.ult(t[i], t[i - 1]) then return "not sorted by less" end end
  return "sorted"
end
