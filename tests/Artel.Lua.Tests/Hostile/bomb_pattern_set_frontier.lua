-- expect: error Unknown pattern too complex
-- The same by %f.
return function()
  return (("b"):rep(1e6)):find("%f[" .. ("a"):rep(1e6) .. "]x")
end
