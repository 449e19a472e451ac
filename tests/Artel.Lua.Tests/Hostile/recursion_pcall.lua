-- expect: value back
-- A chain of pcalls down to the limit, and back.
return function()
  local deepest = 0
  local function f(n) deepest = n return pcall(f, n + 1) end
  f(1)
  return deepest > 100 and "back"
end
