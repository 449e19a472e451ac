-- expect: terminated
-- getmetatable as __index gives values for ever, without an instruction in between.
return function()
  return #table.concat(setmetatable({}, { __index = getmetatable, __metatable = "" }), "", 1, 1 << 60)
end
