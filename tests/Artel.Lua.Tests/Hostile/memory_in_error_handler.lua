-- expect: value caught
-- limits: memory=2
-- Memory that runs out in an error handler.
return function()
  local function grow() local t = {} while true do t[#t + 1] = { #t } end end
  return not xpcall(grow, function() grow() end) and "caught"
end
