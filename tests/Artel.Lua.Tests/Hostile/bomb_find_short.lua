-- expect: terminated
-- Short needles that are almost everywhere.
return function()
  local text, needle = ("a"):rep(5e6), ("a"):rep(15) .. "b" .. ("a"):rep(15)
  while true do text:find(needle, 1, true) end
end
