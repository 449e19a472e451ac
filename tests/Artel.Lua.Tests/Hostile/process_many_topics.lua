-- expect: value 20000
-- Topics that are listened to.
return function()
  local n = 0
  for i = 1, 20000 do if process.unlisten(process.listen("topic" .. i)) then n = n + 1 end end
  return n
end
