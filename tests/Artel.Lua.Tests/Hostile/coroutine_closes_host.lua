-- expect: value refused
-- Nor to close.
return function()
  local main = coroutine.running()
  local ok = pcall(coroutine.close, main)
  local inner = coroutine.wrap(function() return pcall(coroutine.close, main) end)()
  return not ok and not inner and "refused"
end
