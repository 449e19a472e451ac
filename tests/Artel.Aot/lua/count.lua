---@function app.prices:count
---@param numbers integer[]
---@return integer
return function(numbers)
  return #numbers
end
