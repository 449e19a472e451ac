-- expect: value refused
-- table.insert and the like do not go around the guard.
return function()
  for _, act in ipairs {
    function() table.insert(process, 1) end,
    function() table.move({ 1, 2 }, 1, 2, 1, process) end,
    function() table.sort(process) process[1] = 2 end,
    function() table.remove(process) process.x = 1 end,
  } do
    if pcall(act) then return "changed" end
  end
  return rawlen(process) == 0 and "refused"
end
