-- expect: value clock date time
-- os knows the time, and bad formats are errors.
return function()
  local names = {}
  for name in pairs(os) do names[#names + 1] = name end
  table.sort(names)
  for _, format in ipairs { "%", "%E", "%Q", "%Ez", ("%c"):rep(10000) .. "%", "\0%" } do pcall(os.date, format) end
  assert(not pcall(os.date, "%Ez", 0) and not pcall(os.time, { year = 1e300 }) and not pcall(os.date, "*t", 2^62 | 0))
  return table.concat(names, " ")
end
