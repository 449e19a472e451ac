-- expect: value stopped
-- A handler that fails, in a handler that fails.
return function()
  local function handler(e) error(e) end
  local ok = xpcall(error, handler, "x")
  local function deep(e) return deep(e) + 1 end
  local also = xpcall(error, deep, "x")
  local function nested() return xpcall(error, nested) end
  local third = xpcall(error, nested, "x")
  return not ok and not also and "stopped"
end
