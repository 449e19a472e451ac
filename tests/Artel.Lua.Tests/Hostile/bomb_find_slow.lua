-- expect: value UninterruptibleTime
-- limits: steps=1000000000
-- One match that takes too long, and a search of many that may.
return function()
  local ok, problem = pcall(string.find, ("a"):rep(1e6), ("a-"):rep(20) .. "b")
  assert(not ok and problem:find("UninterruptibleTime", 1, true), problem)
  assert(not (("a"):rep(1e4)):find("a*b"))
  for _ in (("a"):rep(1e4)):gmatch("a*b") do error("found") end
  assert((("a"):rep(1e4) .. "c"):gsub("a*b", "x") == ("a"):rep(1e4) .. "c")
  assert((("a"):rep(1e4) .. "c"):match("a*(c)") == "c")
  return problem:match("UninterruptibleTime")
end
