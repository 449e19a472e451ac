-- expect: error Unknown step limit
-- The same by %f.
return function()
  return (("b"):rep(1e6)):find("%f[" .. ("a"):rep(1e6) .. "]x")
end
