-- expect: terminated
-- A metamethod that does not return.
return function()
  local x = setmetatable({}, { __index = function() while true do end end }).y
end
