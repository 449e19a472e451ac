-- expect: error Unknown step limit
-- Exponential time.
return function()
  return (("a"):rep(5000)):find(("a*"):rep(100) .. "b")
end
