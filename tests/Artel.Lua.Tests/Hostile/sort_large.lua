-- expect: value sorted
-- A million numbers, sorted by Lua code that can be interrupted.
return function()
  local t = {}
  for i = 1, 300000 do t[i] = math.random() end
  table.sort(t)
  for i = 2, #t do if t[i] < t[i - 1] then return "not sorted" end end
  table.sort(t, math.ult)
  return "sorted"
end
