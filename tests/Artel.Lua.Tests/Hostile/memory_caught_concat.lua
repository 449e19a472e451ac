-- expect: terminated
-- A refusal at each instruction.
return function()
  local keep = {}
  for i = 1, 200000 do keep[i] = { i } end
  local s = ("x"):rep(2e7)
  while true do pcall(function() return s .. s .. s end) end
end
