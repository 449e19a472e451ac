-- expect: value protected
-- Host objects show no metatable and take none.
return function()
  local objects = { errors.new("x"), channel.new(), process.inbox(), process.with_context({}) }
  for _, object in ipairs(objects) do
    if getmetatable(object) ~= "protected" or pcall(setmetatable, object, {}) then return "open" end
    if pcall(rawset, object, "x", 1) or pcall(rawget, object, "x") then return "raw" end
    if pcall(function() object.x = 1 end) then return "assigned" end
  end
  return "protected"
end
