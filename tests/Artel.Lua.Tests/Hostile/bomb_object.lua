-- expect: error RateLimited a string or a table of more than 16 MiB is too large, as code can't be interrupted in it; to allow more, raise UninterruptibleTime
-- limits: memory=256
-- One instruction goes through all of a string, or of a table.
return function()
  local half = ("x"):rep(8 << 20)
  assert(not pcall(function() return half .. half .. "x" end) and not pcall(string.rep, "x", 17 << 20))
  assert(#(half .. half:sub(1, -100)) == (16 << 20) - 99)
  local t = {}
  for i = 1, 1e7 do t[i + 0.5] = i end
end
