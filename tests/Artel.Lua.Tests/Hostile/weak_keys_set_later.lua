-- expect: value 30000 held, and what nobody refers to
-- The collector looks for __mode when it comes to a table, so that it could be set after setmetatable has looked. Through these keys it would
-- go for seconds each time.
return function()
  local N <const> = 30000
  local metatable = {}
  local chain, lost = setmetatable({}, metatable), setmetatable({}, metatable)
  local keys, seed = {}, 12345
  for i = 1, N + 1 do keys[i] = {} end
  for i = N + 1, 2, -1 do
    seed = (seed * 1103515245 + 12345) % 2147483648
    local j = seed % i + 1
    keys[i], keys[j] = keys[j], keys[i]
  end
  for i = 1, N do chain[keys[i]] = keys[i + 1] end
  lost[{}] = true
  local first = keys[1]
  keys = nil
  metatable.__mode = "k"
  rawset(getmetatable(chain), "__mode", "k")
  collectgarbage()
  local n = 0
  for _ in pairs(chain) do n = n + 1 end
  return n .. " held" .. (next(lost) and ", and what nobody refers to" or "") .. (first and "")
end
