-- expect: error Unknown pattern too complex
-- The same by a lazy repetition.
return function()
  return (("b"):rep(1e6)):find("^[" .. ("a"):rep(1e6) .. "b]-x")
end
