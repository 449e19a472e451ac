local time, now = ...
return function(t)
  if t == nil then return now() end
  return time(t)
end
