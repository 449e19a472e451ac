-- expect: value printed
-- Lines, long ones and ones of odd bytes.
return function()
  for i = 1, 20000 do print(i, "\0\xff", nil) end
  print(("x"):rep(1e6), setmetatable({}, { __tostring = function() return "T" end }))
  assert(not pcall(print, setmetatable({}, { __tostring = error })))
  return "printed"
end
