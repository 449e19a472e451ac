-- expect: terminated
-- Nor does a handler.
return function()
  while true do xpcall(function() while true do error("x") end end, function() return 1 end) end
end
