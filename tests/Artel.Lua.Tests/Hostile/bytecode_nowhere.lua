-- expect: value no way
-- There is nothing that takes or gives bytecode.
return function()
  local bytecode = "\27Lua\84\0\25\147\r\n\26\n"
  return load == nil and string.dump == nil and not pcall(require, bytecode) and "no way"
end
