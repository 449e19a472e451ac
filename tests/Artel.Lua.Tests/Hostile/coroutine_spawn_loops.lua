-- expect: terminated
-- Many coroutines that never stop share the process's slices.
return function()
  for i = 1, 100 do coroutine.spawn(function() while true do end end) end
  while true do end
end
