-- expect: terminated
-- What catches everything does not catch the end.
return function()
  while true do pcall(function() while true do end end) end
end
