-- expect: value protected protected
-- The metatables of the globals and the libraries are closed.
return function()
  local ok = pcall(setmetatable, _G, {})
  local also = pcall(setmetatable, string, { __index = error })
  return ok == false and also == false and getmetatable(_G) .. " " .. getmetatable(string)
end
