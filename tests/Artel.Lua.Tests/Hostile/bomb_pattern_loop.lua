-- expect: terminated
-- Dear patterns, caught and tried again.
return function()
  local s = ("a"):rep(1000)
  while true do pcall(string.find, s, ("a*"):rep(50) .. "b") end
end
