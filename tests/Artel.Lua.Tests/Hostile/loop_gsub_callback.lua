-- expect: terminated
-- A callback that does not return.
return function()
  (("x"):rep(100)):gsub(".", function() while true do end end)
end
