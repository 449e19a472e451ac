-- expect: value refused
-- Widths and precisions out of range.
return function()
  for _, format in ipairs { "%999d", "%.999f", "%5000s", "%", "%y", "%-+ #0999d", "%a%", "%10q", "%i%" } do
    if pcall(string.format, format, 1, 2) then return format end
  end
  assert(#string.format("%s%s", ("x"):rep(1e6), ("y"):rep(1e6)) == 2000000 and #string.format("%99.99f", 1e308) > 300)
  return "refused"
end
