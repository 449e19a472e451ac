-- expect: value refused
-- process, errors and channel can not be changed, also not raw.
return function()
  for _, t in ipairs { process, process.event, process.registry, errors, channel } do
    if pcall(function() t.new = 1 end) or pcall(rawset, t, "send", print) or pcall(setmetatable, t, {}) then return "changed" end
    if next(t) ~= nil then return "raw content" end
  end
  return "refused"
end
