-- expect: terminated
-- No loop in it.
return function()
  ::again:: goto again
end
