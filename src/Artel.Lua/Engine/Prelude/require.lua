-- The host finds a module; its chunk runs here, so that it may wait while it loads.
local FAILURE, error, find, type = ...
local loaded = {}
return function(name)
  if type(name) ~= "string" then error("bad argument #1 to 'require' (string expected, got " .. type(name) .. ")", 2) end
  local value = loaded[name]
  if value ~= nil then return value end
  local what, found = find(name)
  if what == FAILURE then error(found, 2) end
  if what then
    value = found(name)
    if value == nil then value = true end
  else
    value = found
  end
  loaded[name] = value
  return value
end
