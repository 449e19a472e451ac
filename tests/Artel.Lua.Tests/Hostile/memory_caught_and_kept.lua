-- expect: terminated
-- limits: memory=16
-- Caught, kept, and again: each refusal costs a collection.
return function()
  local t = {}
  pcall(function() while true do t[#t + 1] = { #t } end end)
  while true do pcall(function() t[#t + 1] = { {}, {} } end) end
end
