-- expect: value caught
-- limits: memory=4
-- Memory that runs out in a __close handler.
return function()
  local function grow() local t = {} while true do t[#t + 1] = { #t } end end
  local ok, e = pcall(function() local x <close> = setmetatable({}, { __close = grow }) grow() end)
  return not ok and "caught"
end
