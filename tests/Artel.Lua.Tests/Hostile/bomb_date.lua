-- expect: value refused
-- Formats of dates.
return function()
  assert(#os.date(("%%"):rep(500)) == 500)
  local ok, problem = pcall(os.date, ("%c"):rep(1e6))
  return not ok and problem:find("a format has 1000 bytes at most", 1, true) and "refused"
end
