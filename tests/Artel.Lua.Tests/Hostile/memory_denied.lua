-- expect: terminated
-- Each refusal makes the engine look for garbage among all that is held.
return function()
  local t = {}
  for i = 1, 3e5 do t[i] = {} end
  while true do pcall(string.rep, "x", 2e7) end
end
