-- expect: error Conflict x: x: x
-- limits: memory=256
-- Whatever shows an error shows its causes, one inside of the other.
return function()
  local e = errors.new(errors.CONFLICT, "first")
  for i = 1, 20000 do e = errors.wrap(e, "x") end
  error(e)
end
