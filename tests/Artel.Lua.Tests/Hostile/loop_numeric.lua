-- expect: terminated
-- A for loop of 2^63 rounds.
return function()
  for i = math.mininteger, math.maxinteger do end
end
