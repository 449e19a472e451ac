-- expect: error Unknown C stack overflow
-- Native calls.
return function()
  local function f() table.sort({ 1, 2, 3 }, f) end
  f()
end
