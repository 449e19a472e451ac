-- expect: terminated
-- A loop in a __close handler of a block.
return function()
  do
    local x <close> = setmetatable({}, { __close = function() while true do end end })
  end
end
