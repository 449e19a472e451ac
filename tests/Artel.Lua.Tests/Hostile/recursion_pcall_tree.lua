-- expect: terminated
-- Two pcalls on each level: 2^200 calls.
return function()
  local function f() pcall(f) pcall(f) end
  f()
  while true do f() end
end
