-- expect: error Unknown pattern too complex
-- A set of a megabyte, tried at each of a million places.
return function()
  return (("b"):rep(1e6)):find("[" .. ("a"):rep(1e6) .. "]*x")
end
