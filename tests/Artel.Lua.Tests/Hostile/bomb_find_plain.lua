-- expect: terminated
-- Long needles in long texts.
return function()
  local text, needle = ("a"):rep(5e6), ("a"):rep(1e5) .. "b"
  while true do pcall(string.find, text, needle, 1, true) end
end
