-- expect: value refused
-- Formats of string.pack.
return function()
  for _, format in ipairs { "i17", "!17i4", "s17", "Xz", "i0", "c" , "!3i4", "c" .. ("9"):rep(30) } do if pcall(string.pack, format, 1) then return format end end
  assert(not pcall(string.unpack, "s8", "\255\255\255\255\255\255\255\127") and not pcall(string.unpack, "z", "abc") and not pcall(string.packsize, ("c2147483647"):rep(2)))
  assert(not pcall(string.unpack, "c10", "x") and not pcall(string.unpack, "i4", "x", 1 << 62) and #string.pack(("x"):rep(1e4)) == 1e4)
  for _, act in ipairs { string.pack, string.packsize, string.unpack } do
    local ok, problem = pcall(act, ("x"):rep(1e6), ("x"):rep(1e6))
    assert(not ok and problem:find("a format has 10000 bytes at most", 1, true), problem)
  end
  return "refused"
end
