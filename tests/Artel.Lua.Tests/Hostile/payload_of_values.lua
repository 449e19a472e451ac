-- expect: value 262136 32766 29126
-- As many values as one payload may have: in a list, as keys and texts, in lists of their own.
return function()
  local inbox, counts = process.listen("kept"), {}
  local list, keys, lists = {}, {}, {}
  for i = 1, (1 << 18) - 8 do list[i] = i end
  for i = 1, (1 << 15) - 2 do keys["k" .. i] = "v" .. i end
  for i = 1, 29126 do lists[i] = { { i } } end
  for _, most in ipairs { list, keys, lists } do
    assert(process.send(process.pid(), "kept", most))
    local n = 0
    for _ in pairs(inbox:receive()) do n = n + 1 end
    counts[#counts + 1] = n
  end
  return table.concat(counts, " ")
end
