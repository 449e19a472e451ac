-- expect: value attempt to yield from outside a coroutine
-- The main coroutine has nobody to yield to.
return function()
  local ok, e
  for i = 1, 1000 do ok, e = pcall(coroutine.yield, i) end
  return (e:gsub("^.-: ", ""))
end
