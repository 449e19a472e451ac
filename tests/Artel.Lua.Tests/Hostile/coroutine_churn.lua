-- expect: value 100000
-- limits: memory=4
-- A hundred thousand coroutines one after the other leave nothing.
return function()
  local n = 0
  for i = 1, 100000 do coroutine.wrap(function() n = n + 1 end)() end
  return n
end
