-- expect: terminated
-- No call in it.
return function()
  while true do end
end
