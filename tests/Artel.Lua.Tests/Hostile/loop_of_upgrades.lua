-- expect: terminated
-- A process that always starts anew.
return function()
  process.upgrade(nil)
end
