-- expect: terminated
-- Comparing two strings may take milliseconds.
return function()
  local t = {}
  local long = ("x"):rep(1e7)
  for i = 1, 4000 do t[i] = long end
  while true do table.sort(t) end
end
