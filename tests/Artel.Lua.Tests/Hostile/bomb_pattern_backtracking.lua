-- expect: error Unknown pattern too complex
-- Exponential time.
return function()
  return (("a"):rep(5000)):find(("a*"):rep(100) .. "b")
end
