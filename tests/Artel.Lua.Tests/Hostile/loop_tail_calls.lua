-- expect: terminated
-- Tail calls for ever.
return function()
  local function f() return f() end f()
end
