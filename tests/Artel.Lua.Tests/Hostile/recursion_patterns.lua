-- expect: value bounded
-- Patterns that nest, and those that only look like it.
return function()
  local deep = {
    { ("a"):rep(1000), ("a?"):rep(1000) .. ("a"):rep(1000) }, { ("("):rep(100), ("("):rep(100) }, { "x", ("(x"):rep(33) },
    { ("a"):rep(1e5), ("a-"):rep(1e4) .. "b" }, { "x", "%" }, { "x", "[" }, { "x", "[%" }, { "x", "%b" }, { "x", "%f" }, { "x", "%9" },
  }
  for _, case in ipairs(deep) do
    local ok, e = pcall(string.find, case[1], case[2])
    if ok and e then return case[2]:sub(1, 20) end
  end
  return "bounded"
end
