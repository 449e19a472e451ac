-- expect: terminated
-- Nothing that is set up for the end runs at the end.
return function()
  local x <close> = setmetatable({}, { __close = function() while true do end end })
  local co = coroutine.wrap(function()
    local y <close> = setmetatable({}, { __close = function() while true do end end })
    while true do pcall(function() local z <close> = y while true do end end) end
  end)
  while true do pcall(co) end
end
