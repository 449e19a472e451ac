-- expect: error Unknown table: 0x
-- An error value whose __tostring is a bomb: nobody calls it.
return function()
  error(setmetatable({}, { __tostring = function() while true do end end, __name = ("x"):rep(1e6) }))
end
