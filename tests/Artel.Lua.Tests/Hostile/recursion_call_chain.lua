-- expect: value false
-- A __call whose value has a __call.
return function()
  local t = {}
  for i = 1, 1000 do t = setmetatable({}, { __call = t }) end
  return tostring((pcall(t)))
end
