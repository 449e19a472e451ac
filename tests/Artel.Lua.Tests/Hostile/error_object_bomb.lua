-- expect: error Conflict not again
-- Errors wrapped a thousand times.
return function()
  local e = errors.new(errors.CONFLICT, "not again")
  for i = 1, 1000 do e = errors.wrap(e, "not again") end
  error(e)
end
