-- expect: value refused
-- Long formats, and long strings in them.
return function()
  local long = ("\0"):rep(2 << 20)
  assert(string.format("%s", long) == long and #string.format("%q", ("x"):rep(1000)) == 1002)
  for _, arguments in ipairs { { "%q", long }, { "%d %q", 1, long }, { ("%%"):rep(1 << 20) } } do
    local ok, problem = pcall(string.format, table.unpack(arguments))
    assert(not ok and problem:find("1048576 bytes at most", 1, true), problem)
  end
  return "refused"
end
