local error, rawset, getmetatable, tostring = ...
return function(t, key, value)
  if getmetatable(t) == "read-only" then error("attempt to change '" .. tostring(key) .. "' of a read-only table", 2) end
  return rawset(t, key, value)
end
