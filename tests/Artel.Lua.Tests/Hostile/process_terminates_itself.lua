-- expect: error Canceled process terminated
-- Nothing runs after it, also not what catches.
return function()
  pcall(function()
    local x <close> = setmetatable({}, { __close = function() while true do end end })
    process.terminate(process.pid())
    while true do end
  end)
  while true do end
end
