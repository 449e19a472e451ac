-- expect: value none
-- What is not there can not be misused.
return function()
  local found = {}
  for _, name in ipairs { "load", "loadstring", "loadfile", "dofile", "io", "debug", "package", "warn", "newproxy", "module" } do
    if _G[name] ~= nil then found[#found + 1] = name end
  end
  for _, name in ipairs { "execute", "getenv", "exit", "remove", "rename", "tmpname", "setlocale", "difftime" } do
    if os[name] ~= nil then found[#found + 1] = "os." .. name end
  end
  if string.dump then found[#found + 1] = "string.dump" end
  return #found == 0 and "none" or table.concat(found, " ")
end
