-- expect: value ended
-- A comparison that answers at random.
return function()
  for round = 1, 4 do
    local t = {}
    for i = 1, 2500 * round do t[i] = math.random(1000) end
    pcall(table.sort, t, function() return math.random(2) == 1 end)
    pcall(table.sort, t, function() return true end)
    pcall(table.sort, t, function() return false end)
  end
  return "ended"
end
