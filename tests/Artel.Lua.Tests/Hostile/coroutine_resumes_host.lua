-- expect: value cannot resume non-suspended coroutine
-- The host's own coroutine is not the script's to resume.
return function()
  local main = coroutine.running()
  local ok, e = coroutine.wrap(function() return coroutine.resume(main) end)()
  local also, f = coroutine.resume(main)
  return not ok and not also and e == f and e
end
