-- expect: terminated
-- An iterator without an end.
return function()
  for x in function() return 1 end do end
end
