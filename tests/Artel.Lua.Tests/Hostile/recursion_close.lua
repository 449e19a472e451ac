-- expect: value closed
-- Close handlers that make close handlers.
return function()
  local depth = 0
  local function enter()
    depth = depth + 1
    local x <close> = setmetatable({}, { __close = function() if depth < 1e6 then enter() end end })
  end
  pcall(enter)
  return depth > 10 and "closed"
end
