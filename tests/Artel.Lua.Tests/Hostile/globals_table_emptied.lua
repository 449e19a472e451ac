-- expect: value still here
-- Assigning nil to every global is the script's own misfortune.
return function()
  local process = process
  for name in pairs(_G) do if name ~= "_G" then _G[name] = nil end end
  for name in pairs(_G) do if name ~= "_G" then _G[name] = 0 end end
  return process.pid() and "still here"
end
