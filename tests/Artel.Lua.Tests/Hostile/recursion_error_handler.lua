-- expect: value stopped
-- A handler that fails, in a handler that fails.
return function()
  local function handler(e) error(e) end
  local ok = xpcall(error, handler, "x")
  return not ok and "stopped"
end
