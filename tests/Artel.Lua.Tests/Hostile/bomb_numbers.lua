-- expect: value as it should
-- Corners of the number types.
return function()
  local n = 0
  for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end
  for i = math.mininteger, math.mininteger + 1 do n = n + 1 end
  for i = 1, math.huge do if i > 3 then break end n = n + 1 end
  for i = 1, 0 / 0 do n = n + 100 end
  for i = 3, 1, -math.huge do n = n + 1 end
  assert(n == 8 and not pcall(function() for i = 1, 10, 0 do end end))
  assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end) and math.mininteger // -1 == math.mininteger)
  assert(not pcall(function() return 2^63 | 0 end) and not pcall(math.random, 2, 1) and not pcall(math.random, 1, 2, 3) and math.tointeger("x") == nil)
  assert(not pcall(function() return {} < {} end) and not pcall(function() local t = {} t[0 / 0] = 1 end) and not pcall(rawset, {}, nil, 1))
  assert(tonumber("0x" .. ("f"):rep(10000)) and tonumber(("9"):rep(100)) and not tonumber(("1"):rep(1000) .. "x") and not pcall(tonumber, "1", 99))
  return "as it should"
end
